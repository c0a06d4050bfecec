using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Tour;

/// <summary>Which permissions are needed, how an application gets them, and the proof that it has no more.</summary>
internal sealed class AccessChapter : ITourChapter
{
    private const string Application = "Mailbox export";

    private static readonly string[] ExchangeRoles = ["Application MailboxFolder.Read", "Application MailboxItem.Read", "Application MailboxItem.Export"];

    public string Title => "Access";

    public void Run(TourGuide guide)
    {
        guide.Say("What does an export need? Least privileged first, with the Exchange role that limits it to some mailboxes.");
        string needs = guide.Type("Get-MailboxImportExportPermission -Command Export-MailboxItem -Type Application");
        guide.Check("the permissions of the command are listed", needs.Contains("MailboxItem.Export.All", StringComparison.Ordinal) && !needs.Contains("ImportExport.All", StringComparison.Ordinal));

        guide.Say("An application that only exports, registered by an administrator. Without -Connection, -AccessToken or -ClientId the script that does it is printed.");
        guide.Type($"$app = Register-MailboxImportExportApp '{Application}' -Profile ExportOnly -Connection (Get-MailboxImportExportContext) -Confirm:$false");
        string registered = guide.Type("$app");
        SandboxApplication application = guide.Server.Tenant.Registrations.Single(static a => a.Name == Application);
        guide.Check("it has its permissions", registered.Contains(application.ClientId.ToString(), StringComparison.Ordinal) && application.Roles.Contains("MailboxItem.Export.All"));

        guide.Say("The consent holds for every mailbox. This script takes it back and limits the application to some, in Exchange Online PowerShell.");
        string script = guide.Type("Grant-MailboxImportExportAccess $app.ClientId -Profile ExportOnly -Scope \"CustomAttribute1 -eq 'MbxExport'\"");
        guide.Check("the script gives roles in Exchange", script.Contains("New-ManagementRoleAssignment", StringComparison.Ordinal));

        Limit(guide, application);
        guide.Say("What the script does was done for adele. Signed in as that application, every call is tried; nothing is read and nothing is written.");
        guide.Type($"Connect-MailboxImportExport -Sandbox -Uri {Uri(guide)} -AccessToken $token");
        string allowed = guide.Type($"Test-MailboxImportExportAccess {MailboxOf(guide, "adele")}");
        guide.Check("exporting is allowed and importing is not", allowed.Contains("MailboxItem.ImportExport.All", StringComparison.Ordinal) && !allowed.Contains("MailboxItem.Export.All", StringComparison.Ordinal));

        guide.Say("The proof in the other direction: a mailbox outside of the scope.");
        string denied = guide.Type($"Test-MailboxImportExportAccess {MailboxOf(guide, "bruno")} -ExpectDenied");
        guide.Check("every call on it is denied", denied.Contains("Denied", StringComparison.Ordinal) && !denied.Contains("should be out of reach", StringComparison.Ordinal));
        guide.Type($"Connect-MailboxImportExport -Sandbox -Uri {Uri(guide)}");
    }

    // Exchange Online PowerShell is not installed here: its part is done in the tenant itself.
    private static void Limit(TourGuide guide, SandboxApplication application)
    {
        HashSet<Guid> scope = [guide.Server.Tenant.Mailbox("adele@contoso.example").Guid];
        application.Roles = [];
        application.ExchangeRoles = [.. ExchangeRoles.Select(role => new ExchangeRoleAssignment(role, scope))];
        guide.Give("token", new NetworkCredential(string.Empty, guide.Server.IssueToken(application)).SecurePassword);
    }

    private static string MailboxOf(TourGuide guide, string user) => guide.Server.Tenant.Mailbox($"{user}@contoso.example").Id;

    private static string Uri(TourGuide guide) => guide.Server.Uri.GetLeftPart(UriPartial.Authority);
}

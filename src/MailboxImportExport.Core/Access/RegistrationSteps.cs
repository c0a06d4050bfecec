using System.Collections.Generic;
using MailboxImportExport.Model;

namespace MailboxImportExport.Access;

/// <summary>How an application gets access, in the order in which it is done.</summary>
internal static class RegistrationSteps
{
    public static IReadOnlyList<MailboxImportExportRegistrationStep> All { get; } =
    [
        new()
        {
            Number = 1,
            Step = "Register an application of this tenant",
            Where = "entra.microsoft.com: App registrations, New registration, accounts in this organizational directory only",
            Command = "Register-MailboxImportExportApp -DisplayName 'Mailbox export' -Profile ExportOnly",
            Reason = "The module has no application of its own: what it may do is decided, and taken back, by you. One command does steps 1 to 4.",
        },
        new()
        {
            Number = 2,
            Step = "Upload the public part of a certificate",
            Where = "App registrations: Certificates & secrets, Certificates",
            Command = "Register-MailboxImportExportApp -CertificatePath ./mailbox-export.cer",
            Reason = "A secret can be copied out of a script; the private key of a certificate need not leave the computer. A managed identity needs neither.",
        },
        new()
        {
            Number = 3,
            Step = "Choose the application permissions",
            Where = "App registrations: API permissions, Microsoft Graph, Application permissions",
            Command = "Get-MailboxImportExportPermission -Command Export-MailboxItem -Type Application",
            Reason = "Least privileged first: an application that only exports needs no permission that writes.",
        },
        new()
        {
            Number = 4,
            Step = "Consent as an administrator",
            Where = "App registrations: API permissions, Grant admin consent",
            Command = "Grant-MailboxImportExportAccess -Identity <client id> -Profile ExportOnly",
            Reason = "Without consent the token carries no roles. A consent is for all mailboxes of the tenant; leave it out for the permissions of step 5.",
        },
        new()
        {
            Number = 5,
            Step = "Limit it to some mailboxes instead",
            Where = "Exchange Online PowerShell: RBAC for Applications",
            Command = "Grant-MailboxImportExportAccess -AsScript -Profile ExportOnly -Scope \"CustomAttribute1 -eq 'MbxExport'\"",
            Reason = "Rights add up: a consent for all mailboxes that is left in Entra makes the scope worthless. It takes from half an hour to two hours.",
        },
        new()
        {
            Number = 6,
            Step = "Prove it, in both directions",
            Where = "Here",
            Command = "Test-MailboxImportExportAccess -Mailbox out-of-scope@contoso.com -ExpectDenied",
            Reason = "A scope that does not limit looks the same as one that does, until somebody tries.",
        },
    ];
}

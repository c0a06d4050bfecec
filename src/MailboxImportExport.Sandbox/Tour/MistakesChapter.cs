using System;
using System.Linq;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Tour;

/// <summary>What a user reads when something is wrong.</summary>
internal sealed class MistakesChapter : ITourChapter
{
    public string Title => "When something is wrong";

    public void Run(TourGuide guide)
    {
        guide.Say("A mailbox that does not exist; the other one is listed all the same.");
        string unknown = guide.Type("'nobody@contoso.example', 'support@contoso.example' | Get-MailboxContentStore");
        guide.Check("the error names the mailbox", unknown.Contains("nobody@contoso.example", StringComparison.Ordinal) && unknown.Contains("MBX:", StringComparison.Ordinal));

        guide.Say("An item that was deleted since it was listed.");
        guide.Type("$item = Get-MailboxItem adele@contoso.example -Folder Drafts -First 1");
        SandboxMailbox adele = guide.Server.Tenant.Mailbox("adele@contoso.example");
        adele.RemoveItem(adele.Item(guide.Peek<string>("$item.ItemId")));
        string gone = guide.Type("$item | Export-MailboxItem");
        guide.Check("the error says that it is gone and what to do", gone.Contains("no longer there", StringComparison.Ordinal) && gone.Contains("list the folder again", StringComparison.Ordinal));

        guide.Say("An import without a target makes no call.");
        guide.Type("$exported = Get-MailboxItem adele@contoso.example -Folder Inbox -First 1 | Export-MailboxItem");
        int before = guide.Server.Requests.All.Count;
        string target = guide.Type("$exported | Import-MailboxItem");
        guide.Check("the error asks for -TargetMailbox", target.Contains("-TargetMailbox", StringComparison.Ordinal) && guide.Server.Requests.All.Count == before);
        string whatIf = guide.Type("$exported | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Inbox -ConflictAction Copy -WhatIf");
        guide.Check("-WhatIf says what would happen and makes no call either", whatIf.Contains("What if", StringComparison.Ordinal) && guide.Server.Requests.All.Count == before);

        guide.Say("The permission to export is taken away from the application.");
        SandboxApplication application = guide.Server.BuiltInApplication;
        application.Roles = [.. GraphPermissions.AllRoles.Where(static role => !role.Contains("Export", StringComparison.Ordinal))];
        guide.Type($"Connect-MailboxImportExport -Sandbox -Uri {guide.Server.Uri.GetLeftPart(UriPartial.Authority)}");
        string refused = guide.Type("Get-MailboxItem adele@contoso.example -Folder Inbox -First 1 | Export-MailboxItem");
        guide.Check("the error names the permission that is missing", refused.Contains("MailboxItem.Export.All", StringComparison.Ordinal));
        application.Roles = GraphPermissions.AllRoles;
    }
}

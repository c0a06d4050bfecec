using System;
using System.Linq;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Tour;

/// <summary>Find mailboxes, folders and items.</summary>
internal sealed class DiscoverChapter : ITourChapter
{
    public string Title => "Discover";

    public void Run(TourGuide guide)
    {
        guide.Say("What Get-EXOMailbox would write for two users; any object with such properties can be piped in.");
        guide.Type("$inventory = Get-EXOMailbox; $inventory");
        string stores = guide.Type("$inventory | Get-MailboxContentStore");
        guide.Check("both mailboxes were found", stores.Contains(guide.Server.Tenant.Mailbox("adele@contoso.example").Id, StringComparison.OrdinalIgnoreCase)
            && stores.Contains(guide.Server.Tenant.Mailbox("bruno@contoso.example").Id, StringComparison.OrdinalIgnoreCase));
        string folders = guide.Type("Get-MailboxContentFolder adele@contoso.example -Recurse");
        guide.Check("folders are shown with their paths", folders.Contains("Inbox/Projects/Alpha", StringComparison.Ordinal));
        guide.Say("A German mailbox; folders that every mailbox has are found by their names in English too.");
        string german = guide.Type("Get-MailboxContentFolder bruno@contoso.example -Folder Inbox");
        guide.Check("Inbox is the Posteingang", german.Contains("Posteingang", StringComparison.Ordinal));
        string items = guide.Type("Get-MailboxItem adele@contoso.example -Folder Inbox");
        guide.Check("items are shown with subject and class", items.Contains("IPM.Note", StringComparison.Ordinal) && items.Contains("Testing 123", StringComparison.Ordinal));
        guide.Say("Filters and any MAPI property; hidden folders and Recoverable Items, when they are asked for.");
        string filtered = guide.Type("Get-MailboxItem adele@contoso.example -Subject testing -NewestFirst -First 3 -Property PidTagImportance");
        guide.Check("the filter was applied", filtered.Contains("Testing", StringComparison.Ordinal) && !filtered.Contains("Kick-off", StringComparison.Ordinal));
        string all = guide.Type("Get-MailboxContentFolder adele@contoso.example -Recurse -IncludeHidden -RecoverableItems -IncludeSize | Select-Object Path, ItemCount, Size");
        guide.Check("Recoverable Items are shown", all.Contains("Deletions", StringComparison.Ordinal));
        guide.Say("What is in it, and how long it takes to move it under the limits of the service; a sample corrects the sizes that the service reports.");
        string measure = guide.Type("Measure-MailboxContent support@contoso.example -Sample 10");
        guide.Check("the mailbox was measured", measure.Contains("Sampled", StringComparison.Ordinal));
        TellChanges(guide);
    }

    private static void TellChanges(TourGuide guide)
    {
        guide.Say("What has changed since the last time; the token is text that can be kept in a file.");
        guide.Type("$null = Get-MailboxItem support@contoso.example -Folder Inbox -Delta -DeltaTokenVariable token");
        SandboxMailbox support = guide.Server.Tenant.Mailbox("support@contoso.example");
        support.AddMail(support.Folder("Inbox"), "Just arrived", "jo@fabrikam.example", guide.Server.Tenant.Clock.GetUtcNow());
        string changes = guide.Type("Get-MailboxItem support@contoso.example -Folder Inbox -DeltaToken $token -DeltaTokenVariable token");
        guide.Check("only what has arrived is told", changes.Split('\n').Count(static line => line.StartsWith("Added", StringComparison.Ordinal)) == 1);
    }
}

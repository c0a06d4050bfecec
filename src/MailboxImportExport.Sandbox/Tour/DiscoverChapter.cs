using System;

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
    }
}

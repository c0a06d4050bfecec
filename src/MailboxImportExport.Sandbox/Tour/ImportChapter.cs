using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Tour;

/// <summary>Import an export folder into another mailbox, then copy without touching the disk; compare both with the originals.</summary>
internal sealed class ImportChapter : ITourChapter
{
    public string Title => "Import into another mailbox";

    public void Run(TourGuide guide)
    {
        SandboxMailbox adele = guide.Server.Tenant.Mailbox("adele@contoso.example");
        guide.Say("The folder holds two mailboxes, so one has to be chosen. Its folders are made again below the target folder.");
        guide.Type("$adele = (Get-MailboxContentStore adele@contoso.example).MailboxId");
        string shown = guide.Type("Import-MailboxItem -Path $folder/export -SourceMailbox $adele -TargetMailbox chika@contoso.example -TargetFolder 'From Adele' -CreateFolder -ConflictAction Copy");
        guide.Check("all items were imported", shown.Contains("Complete", StringComparison.Ordinal));
        guide.Type("Get-MailboxContentFolder chika@contoso.example -Folder 'From Adele' -Recurse");
        int exported = guide.Server.Tenant.Exported.Where(e => e.Mailbox == adele).Select(static e => e.ItemId).Distinct().Count();
        guide.Check("each item of the export folder arrived", guide.Server.Tenant.Received.Count == exported);
        Compare(guide, adele, 0);

        guide.Say("Straight from mailbox to mailbox: listing, exporting and importing work at the same time.");
        int received = guide.Server.Tenant.Received.Count;
        string piped = guide.Type("Get-MailboxItem adele@contoso.example -Folder Inbox | Export-MailboxItem | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Inbox -ConflictAction Copy");
        guide.Check("imported items are shown", piped.Contains("Testing 123", StringComparison.Ordinal));
        guide.Check("each item of the Inbox arrived", guide.Server.Tenant.Received.Count - received == adele.Items.Count(i => !i.IsAssociated && i.Folder == adele.Folder("Inbox")));
        Compare(guide, adele, received);

        guide.Say("Folders with all that is below them, in one line. The second time there is nothing left to copy, and nothing is exported.");
        received = guide.Server.Tenant.Received.Count;
        const string Copy = "Copy-MailboxContent adele@contoso.example -Folder Inbox -Recurse -TargetMailbox chika@contoso.example -TargetFolder Copied";
        guide.Check("the folders were copied", guide.Type(Copy).Contains("Complete", StringComparison.Ordinal));
        Compare(guide, adele, received);
        int read = guide.Server.Tenant.Exported.Count;
        guide.Type(Copy);
        guide.Check("the second time nothing was exported", guide.Server.Tenant.Exported.Count == read);
    }

    private static void Compare(TourGuide guide, SandboxMailbox source, int from)
    {
        List<ReceivedImport> received = [.. guide.Server.Tenant.Received.Skip(from)];
        HashSet<string> sent = [.. guide.Server.Tenant.Exported.Where(e => e.Mailbox == source).Select(static e => e.Sha256)];
        guide.Check($"all {received.Count} imports arrived byte for byte as they were exported", received.Count > 0 && received.TrueForAll(r => sent.Contains(r.Sha256)));

        Dictionary<string, ExportedItem> exported = [];
        foreach (ExportedItem item in guide.Server.Tenant.Exported.Where(e => e.Mailbox == source))
        {
            exported[item.Sha256] = item;
        }

        bool areEqual = received.TrueForAll(r => exported.TryGetValue(r.Sha256, out ExportedItem? original)
            && r.Mailbox.Item(r.ItemId).Content.SameAs(source.Item(original.ItemId).Content));
        guide.Check("every new item equals its original, property by property, recipients and attachments included", areEqual);
    }
}

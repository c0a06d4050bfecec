using System.Collections.Generic;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Seed;

/// <summary>The folders that every mailbox has without anybody making them.</summary>
internal static class StandardFolders
{
    private const string Mail = "IPF.Note";
    private const string RecoverableItems = "Recoverable Items";
    private const string DeletionsFolder = "Deletions";
    private const string PurgesFolder = "Purges";
    private const int Read = 1;

    public static void AddTo(SandboxMailbox mailbox)
    {
        if (mailbox.Kind == MailboxKind.Archive)
        {
            AddArchiveTo(mailbox);
            return;
        }

        foreach (NewFolder folder in Visible(mailbox.Language))
        {
            mailbox.AddFolder(mailbox.VisibleRoot, folder);
        }

        AddSyncIssues(mailbox);
        AddSearchFolders(mailbox);
        AddHidden(mailbox);
        AddRecoverableItems(mailbox);
    }

    /// <summary>The recoverable items of an archive, whose folders have no names of their own.</summary>
    public static void AddRecoverableItemsTo(SandboxMailbox archive)
    {
        SandboxFolder root = archive.AddFolder(archive.Root, System(RecoverableItems, null));
        archive.AddFolder(root, System(DeletionsFolder, null) with { Role = FolderRole.Deletions });
        archive.AddFolder(root, System(PurgesFolder, null) with { Role = FolderRole.Purges });
    }

    private static void AddArchiveTo(SandboxMailbox mailbox)
    {
        // The only folder of an archive that has a name of its own.
        mailbox.AddFolder(mailbox.VisibleRoot, new NewFolder(mailbox.Language.DeletedItems)
        {
            WellKnownName = "archivedeleteditems",
            Role = FolderRole.DeletedItems,
        });
        mailbox.AddFolder(mailbox.VisibleRoot, new NewFolder(mailbox.Language.Inbox));
        mailbox.AddFolder(mailbox.VisibleRoot, new NewFolder(mailbox.Language.SentItems));
        mailbox.AddFolder(mailbox.VisibleRoot, Hidden("PersonMetadata", Mail));
        AddRecoverableItemsTo(mailbox);
    }

    private static IEnumerable<NewFolder> Visible(MailboxLanguage names) =>
    [
        new(names.Inbox) { WellKnownName = "inbox" },
        new(names.SentItems) { WellKnownName = "sentitems" },
        new(names.Drafts) { WellKnownName = "drafts" },
        new(names.DeletedItems) { WellKnownName = "deleteditems", Role = FolderRole.DeletedItems },
        new(names.Outbox) { WellKnownName = "outbox" },
        new(names.JunkEmail) { WellKnownName = "junkemail" },
        new(names.Archive) { WellKnownName = "archive" },
        new(names.Calendar) { WellKnownName = "calendar", FolderClass = "IPF.Appointment" },
        new(names.Contacts) { WellKnownName = "contacts", FolderClass = "IPF.Contact" },
        new(names.Tasks) { WellKnownName = "tasks", FolderClass = "IPF.Task" },
        new(names.Notes) { WellKnownName = "notes", FolderClass = "IPF.StickyNote" },
        new(names.Journal) { WellKnownName = "journal", FolderClass = "IPF.Journal" },
        new(names.ConversationHistory) { WellKnownName = "conversationhistory" },
    ];

    private static void AddSyncIssues(SandboxMailbox mailbox)
    {
        MailboxLanguage names = mailbox.Language;
        SandboxFolder parent = mailbox.AddFolder(mailbox.VisibleRoot, new NewFolder(names.SyncIssues) { WellKnownName = "syncissues" });
        mailbox.AddFolder(parent, new NewFolder(names.Conflicts) { WellKnownName = "conflicts" });
        mailbox.AddFolder(parent, new NewFolder(names.LocalFailures) { WellKnownName = "localfailures" });
        mailbox.AddFolder(parent, new NewFolder(names.ServerFailures) { WellKnownName = "serverfailures" });
    }

    private static void AddSearchFolders(SandboxMailbox mailbox)
    {
        MailboxLanguage names = mailbox.Language;
        SandboxFolder parent = mailbox.AddFolder(mailbox.VisibleRoot, new NewFolder(names.SearchFolders) { WellKnownName = "searchfolders" });
        mailbox.AddFolder(parent, new NewFolder(names.UnreadMail) { Search = IsUnread });
    }

    private static bool IsUnread(SandboxItem item)
        => item.Content.Properties.Number(Tags.MessageFlags) is int flags && (flags & Read) == 0;

    private static void AddHidden(SandboxMailbox mailbox)
    {
        NewFolder[] hidden =
        [
            Hidden("PersonMetadata", Mail),
            Hidden("Yammer Root", Mail),
            Hidden("Files", "IPF.Files"),
            Hidden("Social Activity Notifications", Mail),
            Hidden("ExternalContacts", "IPF.Contact"),
            Hidden("Conversation Action Settings", "IPF.Configuration"),
            Hidden("Quick Step Settings", "IPF.Configuration"),
            Hidden("MergedViewFolderCollection", null),
        ];
        foreach (NewFolder folder in hidden)
        {
            mailbox.AddFolder(mailbox.VisibleRoot, folder);
        }

        SandboxFolder contacts = mailbox.WellKnown("contacts")!;
        mailbox.AddFolder(contacts, Hidden("Recipient Cache", "IPF.Contact.RecipientCache"));
        mailbox.AddFolder(contacts, Hidden("Companies", "IPF.Contact.Company"));
        mailbox.AddFolder(contacts, Hidden("GAL Contacts", "IPF.Contact.GalContacts"));
        mailbox.AddFolder(contacts, Hidden("Organizational Contacts", "IPF.Contact.OrganizationalContacts"));
    }

    private static NewFolder Hidden(string name, string? folderClass) => new(name) { FolderClass = folderClass, IsHidden = true };

    private static void AddRecoverableItems(SandboxMailbox mailbox)
    {
        SandboxFolder root = mailbox.AddFolder(mailbox.Root, System(RecoverableItems, SandboxMailbox.RecoverableItemsName));
        mailbox.AddFolder(root, System(DeletionsFolder, "recoverableitemsdeletions") with { Role = FolderRole.Deletions });
        mailbox.AddFolder(root, System("Versions", "recoverableitemsversions"));
        mailbox.AddFolder(root, System(PurgesFolder, "recoverableitemspurges") with { Role = FolderRole.Purges });
        mailbox.AddFolder(root, System("DiscoveryHolds", "recoverableitemsdiscoveryholds"));
        mailbox.AddFolder(root, System("SubstrateHolds", "recoverableitemssubstrateholds"));
        mailbox.AddFolder(root, System("Calendar Logging", null));
        mailbox.AddFolder(root, System("Audits", null));
    }

    private static NewFolder System(string name, string? wellKnownName) => new(name) { WellKnownName = wellKnownName, FolderClass = null };
}

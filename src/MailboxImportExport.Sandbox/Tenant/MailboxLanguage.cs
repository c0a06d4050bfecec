namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>The language a mailbox was first opened in: its standard folders keep these names for good.</summary>
internal sealed record MailboxLanguage(string Culture)
{
    public static MailboxLanguage English { get; } = new("en-US");

    public static MailboxLanguage German { get; } = new("de-DE")
    {
        VisibleRoot = "Oberste Ebene des Informationsspeichers",
        Inbox = "Posteingang",
        SentItems = "Gesendete Elemente",
        Drafts = "Entwürfe",
        DeletedItems = "Gelöschte Elemente",
        Outbox = "Postausgang",
        JunkEmail = "Junk-E-Mail",
        Archive = "Archiv",
        Calendar = "Kalender",
        Contacts = "Kontakte",
        Tasks = "Aufgaben",
        Notes = "Notizen",
        Journal = "Journal",
        SyncIssues = "Synchronisierungsprobleme",
        Conflicts = "Konflikte",
        LocalFailures = "Lokale Fehler",
        ServerFailures = "Serverfehler",
        ConversationHistory = "Aufgezeichnete Unterhaltungen",
        SearchFolders = "Suchordner",
        UnreadMail = "Ungelesene Nachrichten",
    };

    public string VisibleRoot { get; init; } = "Top of Information Store";

    public string Inbox { get; init; } = "Inbox";

    public string SentItems { get; init; } = "Sent Items";

    public string Drafts { get; init; } = "Drafts";

    public string DeletedItems { get; init; } = "Deleted Items";

    public string Outbox { get; init; } = "Outbox";

    public string JunkEmail { get; init; } = "Junk Email";

    public string Archive { get; init; } = "Archive";

    public string Calendar { get; init; } = "Calendar";

    public string Contacts { get; init; } = "Contacts";

    public string Tasks { get; init; } = "Tasks";

    public string Notes { get; init; } = "Notes";

    public string Journal { get; init; } = "Journal";

    public string SyncIssues { get; init; } = "Sync Issues";

    public string Conflicts { get; init; } = "Conflicts";

    public string LocalFailures { get; init; } = "Local Failures";

    public string ServerFailures { get; init; } = "Server Failures";

    public string ConversationHistory { get; init; } = "Conversation History";

    public string SearchFolders { get; init; } = "Search Folders";

    public string UnreadMail { get; init; } = "Unread Mail";
}

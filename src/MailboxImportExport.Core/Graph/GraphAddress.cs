using System;

namespace MailboxImportExport.Graph;

/// <summary>Builds the paths of the API, below the version.</summary>
internal static class GraphAddress
{
    public static string Settings(string user)
    {
        // "/users/$name" would be read as a system segment; the quoted form is the documented way out (page "Get a user").
        // Within quotes a quote is written twice.
        return user.StartsWith("$", StringComparison.Ordinal)
            ? $"users('{Uri.EscapeDataString(user.Replace("'", "''"))}')/settings/exchange"
            : $"users/{Uri.EscapeDataString(user)}/settings/exchange";
    }

    public static string Mailbox(string mailboxId) => "admin/exchange/mailboxes/" + Segment(mailboxId);

    public static string Folders(string mailboxId) => Mailbox(mailboxId) + "/folders";

    public static string Folder(string mailboxId, string folder) => $"{Folders(mailboxId)}/{Segment(folder)}";

    public static string ChildFolders(string mailboxId, string folder) => Folder(mailboxId, folder) + "/childFolders";

    public static string Items(string mailboxId, string folder) => Folder(mailboxId, folder) + "/items";

    public static string Item(string mailboxId, string folder, string item) => $"{Items(mailboxId, folder)}/{Segment(item)}";

    public static string FolderChanges(string mailboxId) => Folders(mailboxId) + "/delta";

    public static string ItemChanges(string mailboxId, string folder) => Items(mailboxId, folder) + "/delta";

    public static string ExportItems(string mailboxId) => Mailbox(mailboxId) + "/exportItems";

    public static string CreateImportSession(string mailboxId) => Mailbox(mailboxId) + "/createImportSession";

    // Documentation shows the colon and the at sign of a mailbox id as they are; both are legal in a path.
    private static string Segment(string text) => Uri.EscapeDataString(text).Replace("%3A", ":").Replace("%40", "@");
}

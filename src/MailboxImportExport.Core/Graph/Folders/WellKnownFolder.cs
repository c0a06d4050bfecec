using System;
using System.Collections.Generic;

namespace MailboxImportExport.Graph.Folders;

/// <summary>Names that mean the same folder in every language of a mailbox.</summary>
/// <remarks>
/// Names: Microsoft Graph documentation, resource types mailboxFolder and mailFolder; those of Recoverable Items and of the
/// synchronisation folders were observed by others in answers (docs/wire-contract.md).
/// </remarks>
internal static class WellKnownFolder
{
    public const string Root = "msgfolderroot";

    /// <summary>What was deleted for good and can still be recovered; beside the visible tree.</summary>
    public const string RecoverableItems = "recoverableitemsroot";

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        Root, "inbox", "sentitems", "drafts", "deleteditems", "archive", "outbox", "junkemail", "calendar", "contacts", "tasks", "notes", "journal",
        "clutter", "conversationhistory", "scheduled", "searchfolders", "syncissues", "conflicts", "localfailures", "serverfailures",
        RecoverableItems, "recoverableitemsdeletions", "recoverableitemspurges", "recoverableitemsversions",
        "recoverableitemsdiscoveryholds", "recoverableitemssubstrateholds", "archivedeleteditems",
    };

    /// <summary>Reads a name as people write it: <c>Sent Items</c>, <c>#Inbox#</c> or <c>deleteditems</c>.</summary>
    /// <returns>The name of the service, or null when it is no such name.</returns>
    public static string? Find(string text)
    {
        string name = text.Length > 2 && text[0] == '#' && text[text.Length - 1] == '#' ? text.Substring(1, text.Length - 2) : text;
        name = name.Replace(" ", string.Empty);
        if (name.Equals("RecoverableItems", StringComparison.OrdinalIgnoreCase))
        {
            // What the folder is called, other than its name at the service.
            return RecoverableItems;
        }

        return Names.Contains(name) ? name.ToLowerInvariant() : null;
    }

    /// <summary>Whether the folder lies below another than the top of the mailbox.</summary>
    public static bool IsNested(string wellKnownName) => wellKnownName is "conflicts" or "localfailures" or "serverfailures"
        || (wellKnownName.StartsWith("recoverableitems", StringComparison.Ordinal) && wellKnownName != RecoverableItems);

    /// <summary>Whether paths begin at the folder although it lies beside the visible tree and not in it.</summary>
    public static bool StandsAlone(string? wellKnownName) => string.Equals(wellKnownName, RecoverableItems, StringComparison.OrdinalIgnoreCase);
}

using System;
using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.Graph;

/// <summary>Names that stand for a folder id in a path, in any case, whether or not a mailbox has the folder.</summary>
internal static class WellKnownNames
{
    private static readonly HashSet<string> All = new(StringComparer.OrdinalIgnoreCase)
    {
        "archive", "archivedeleteditems", "calendar", "clutter", "conflicts", "contacts", "conversationhistory", "deleteditems", "drafts", "inbox",
        "journal", "junkemail", "localfailures", "msgfolderroot", "notes", "outbox", "recoverableitemsdeletions", "recoverableitemsdiscoveryholds",
        "recoverableitemspurges", "recoverableitemsroot", "recoverableitemssubstrateholds", "recoverableitemsversions", "scheduled", "searchfolders",
        "sentitems", "serverfailures", "syncissues", "tasks",
    };

    public static bool IsOne(string name) => All.Contains(name);
}

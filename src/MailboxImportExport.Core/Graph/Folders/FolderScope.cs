using System;
using System.Collections.Generic;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Folders;

/// <summary>
/// Which folders a command that was given a whole mailbox works on. What is left out has a reason that is shown:
/// search folders would give items twice, the rest is the business of the mail system.
/// </summary>
internal sealed class FolderScope(IReadOnlyList<string> include, IReadOnlyList<string> exclude, FolderDetail? detail = null)
{
    // Hidden system folders that some tenants return without the hidden mark (observed by others, docs/wire-contract.md). Where
    // people use the name as well, the class of the system folder tells it from theirs: mail must not be left out for its name.
    private static readonly Dictionary<string, string?> SystemFolders = new(StringComparer.OrdinalIgnoreCase)
    {
        ["PersonMetadata"] = null,
        ["Yammer Root"] = null,
        ["Conversation Action Settings"] = null,
        ["Quick Step Settings"] = null,
        ["Social Activity Notifications"] = null,
        ["Recipient Cache"] = null,
        ["Organizational Contacts"] = null,
        ["GAL Contacts"] = null,
        ["ExternalContacts"] = null,
        ["Files"] = "IPF.Files",
        ["Companies"] = "IPF.Contact.Company",
    };

    private readonly FolderDetail _detail = detail ?? FolderDetail.Usual;
    private readonly HashSet<string> _out = new(StringComparer.Ordinal);
    private readonly List<FolderPattern> _include = FolderPattern.ParseAll(include);
    private readonly List<FolderPattern> _exclude = FolderPattern.ParseAll(exclude);

    /// <summary>A folder that was named, and is listed whatever it is: patterns may mean what is below it.</summary>
    public void Enter(MailboxContentFolder folder)
    {
        AnyCovers(_include, folder);
        AnyCovers(_exclude, folder);
    }

    /// <summary>Decides on a folder; parents must be asked about before their children.</summary>
    /// <returns>Null when the folder is in scope, else the reason why it is not.</returns>
    public string? ReasonToLeaveOut(MailboxContentFolder folder)
    {
        string? reason = SystemReason(folder);
        if (reason is not null)
        {
            _out.Add(folder.FolderId);
            return reason;
        }

        bool isIncluded = AnyCovers(_include, folder) || _include.Count == 0;
        bool isExcluded = AnyCovers(_exclude, folder);
        return (isIncluded, isExcluded) switch
        {
            (false, _) => "not in -IncludeFolders",
            (_, true) => "in -ExcludeFolders",
            _ => null,
        };
    }

    // Every pattern is asked: each has to see the folders that it covers to know those below them.
    private static bool AnyCovers(List<FolderPattern> patterns, MailboxContentFolder folder) => patterns.FindAll(p => p.Covers(folder)).Count > 0;

    private string? SystemReason(MailboxContentFolder folder) => folder switch
    {
        { ParentFolderId: string parent } when _out.Contains(parent) => "below a folder that is left out",
        { IsSearchFolder: true } or { WellKnownName: "searchfolders" } => "search folder",
        { WellKnownName: "syncissues" or "conflicts" or "localfailures" or "serverfailures" } => "synchronisation log",
        { WellKnownName: string name } when !_detail.RecoverableItems && name.StartsWith("recoverableitems", StringComparison.OrdinalIgnoreCase) => "Recoverable Items",
        { IsHidden: true } when !_detail.Hidden => "hidden",
        { WellKnownName: null } when !_detail.Hidden && IsSystemFolder(folder) => "hidden system folder",
        _ => null,
    };

    private static bool IsSystemFolder(MailboxContentFolder folder)
        => SystemFolders.TryGetValue(folder.DisplayName, out string? folderClass)
            && (folderClass is null || folderClass.Equals(folder.FolderClass, StringComparison.OrdinalIgnoreCase));
}

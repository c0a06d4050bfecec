using System.Collections.Generic;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Remove;

/// <summary>An item that is to be removed.</summary>
/// <param name="MailboxId">The mailbox that it was listed in.</param>
/// <param name="FolderId">The folder in which it stands.</param>
/// <param name="ItemId">The item.</param>
/// <param name="Name">What the user knows it by.</param>
internal sealed record RemovalRequest(string MailboxId, string FolderId, string ItemId, string Name)
{
    /// <summary>Change keys of the version that may be removed; null when any version may.</summary>
    public IReadOnlyList<string>? Versions { get; init; }

    /// <summary>The copy that has to stand when the item is removed; null when none has to.</summary>
    public ItemCopy? Copy { get; init; }

    // Enough to recognise an item by; many names are remembered at once.
    private const int LongestName = 40;

    public static RemovalRequest Of(MailboxItem item)
    {
        string name = string.IsNullOrEmpty(item.Subject) ? item.ItemId : item.Subject!;
        return new RemovalRequest(item.MailboxId, item.FolderId, item.ItemId, name.Length <= LongestName ? name : name.Substring(0, LongestName - 1) + "…");
    }
}

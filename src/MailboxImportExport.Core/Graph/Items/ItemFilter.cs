using System;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Items;

/// <summary>Which items of a folder are wanted.</summary>
internal sealed record ItemFilter
{
    /// <summary>Everything.</summary>
    public static ItemFilter All { get; } = new();

    /// <summary>Items of this time or later.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>Items before this time.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Message class, wildcards allowed.</summary>
    public string? ItemClass { get; init; }

    /// <summary>Whether nothing is left out.</summary>
    public bool IsAll => After is null && Before is null && ItemClass is null;

    public bool Takes(MailboxItem item)
        => (After is null || item.Time >= After)
            && (Before is null || item.Time < Before)
            && (ItemClass is null || Wildcard.IsMatch(item.ItemClass ?? string.Empty, ItemClass));
}

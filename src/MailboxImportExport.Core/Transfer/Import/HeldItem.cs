using System;
using System.Collections.Generic;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Import.Journal;

namespace MailboxImportExport.Transfer.Import;

/// <summary>An item of a target folder, in thirty-two bytes.</summary>
internal struct HeldItem
{
    /// <summary>What it is.</summary>
    public IdentityHash Identity;

    /// <summary>Hash of its id.</summary>
    public ulong Id;

    /// <summary>When it was created, in seconds since 1970; 0 when that is not known, or longer ago.</summary>
    public uint Created;

    public ItemMark Mark;

    /// <summary>The order in which equal items stand together.</summary>
    public static IComparer<HeldItem> Order { get; } = Comparer<HeldItem>.Create(static (a, b) => a.Identity.CompareTo(b.Identity));

    public static HeldItem Of(MailboxItem item) => new()
    {
        Identity = IdentityHash.OfAny(item),
        Id = ItemIdHash.Of(item.ItemId),
        Created = Second(item.Created),
    };

    /// <summary>A time in the form of <see cref="Created"/>.</summary>
    public static uint Second(DateTimeOffset? time)
        => time is DateTimeOffset known ? (uint)Math.Max(0, Math.Min(uint.MaxValue, known.ToUnixTimeSeconds())) : 0;
}

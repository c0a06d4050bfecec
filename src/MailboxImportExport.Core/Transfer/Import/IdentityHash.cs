using System;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Import;

/// <summary>
/// The identity of an item in sixteen bytes, so that a folder of a million items can be known in memory: the search key, and the rest
/// of it. Ordered so that items of one key stand together.
/// </summary>
internal readonly record struct IdentityHash(ulong Key, ulong Rest) : IComparable<IdentityHash>
{
    private const ulong NoKey = 0;

    /// <summary>Whether there is a search key in it.</summary>
    public bool HasKey => Key != NoKey;

    /// <summary>The hash of an identity, or null when it has no key: such an item is never taken for another.</summary>
    public static IdentityHash? Of(ItemIdentity identity) => identity.SearchKey is null ? null : OfAny(identity);

    /// <summary>
    /// The hash of an identity that may lack a key. What has none is not the same as another, but an item that was on its way when
    /// a run was killed is looked for by what else there is.
    /// </summary>
    public static IdentityHash OfAny(ItemIdentity identity) => new(
        identity.SearchKey is null ? NoKey : NotZero(TextDigest.Begin().Add(identity.SearchKey)),
        RestOf(identity.ItemClass, identity.Subject, identity.Submitted, identity.Delivered));

    /// <summary>The same of a listed item, without making its identity first: of a folder that is looked through that is most of the work.</summary>
    public static IdentityHash OfAny(MailboxItem item) => new(
        ItemIdentity.Key(item.SearchKey) is { Length: > 0 } key ? NotZero(TextDigest.Begin().AddHex(key)) : NoKey,
        RestOf(item.ItemClass, ItemIdentity.Text(item.Subject), item.Sent, item.Received));

    /// <summary>Whether a stored item is, or may be, the one that was sent: the service may give a search key to what has none.</summary>
    public bool MayBe(IdentityHash stored) => Rest == stored.Rest && (!HasKey || Key == stored.Key);

    public int CompareTo(IdentityHash other) => Key == other.Key ? Rest.CompareTo(other.Rest) : Key.CompareTo(other.Key);

    // The subject last: it is the only field in which a line feed may stand.
    private static ulong RestOf(string? itemClass, string? subject, DateTimeOffset? submitted, DateTimeOffset? delivered)
        => TextDigest.Begin().AddUpper(itemClass).Line().AddSecond(submitted).Line().AddSecond(delivered).Line().Add(subject).Sha256().First;

    private static ulong NotZero(TextDigest key) => Math.Max(1, key.Sha256().First);
}

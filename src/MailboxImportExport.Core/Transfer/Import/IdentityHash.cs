using System;
using System.Globalization;
using System.Text;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Import;

/// <summary>
/// The identity of an item in sixteen bytes, so that a folder of a million items can be known in memory: the search key, and all
/// of it. Ordered so that items of one key stand together.
/// </summary>
internal readonly record struct IdentityHash(ulong Key, ulong All) : IComparable<IdentityHash>
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
    public static IdentityHash OfAny(ItemIdentity identity)
    {
        // The subject last: it is the only field in which a line feed may stand.
        string all = $"{identity.SearchKey}\n{identity.ItemClass}\n{Text(identity.Submitted)}\n{Text(identity.Delivered)}\n{identity.Subject}";
        return new IdentityHash(identity.SearchKey is null ? NoKey : First(identity.SearchKey), First(all));
    }

    public int CompareTo(IdentityHash other) => Key == other.Key ? All.CompareTo(other.All) : Key.CompareTo(other.Key);

    private static string Text(DateTimeOffset? time) => time?.UtcTicks.ToString(CultureInfo.InvariantCulture) ?? string.Empty;

    private static ulong First(string text) => BitConverter.ToUInt64(Polyfills.Sha256(Encoding.UTF8.GetBytes(text)), 0);
}

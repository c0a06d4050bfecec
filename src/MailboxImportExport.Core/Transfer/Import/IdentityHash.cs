using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Import;

/// <summary>
/// The identity of an item in sixteen bytes, so that a folder of a million items can be known in memory: the search key, and all
/// of it. Ordered so that items of one key stand together.
/// </summary>
internal readonly record struct IdentityHash(ulong Key, ulong All) : IComparable<IdentityHash>
{
    /// <summary>The hash of an identity, or null when it has no key: such an item is never taken for another.</summary>
    public static IdentityHash? Of(ItemIdentity identity)
    {
        if (identity.SearchKey is null)
        {
            return null;
        }

        // The subject last: it is the only field in which a line feed may stand.
        string all = $"{identity.SearchKey}\n{identity.ItemClass}\n{Text(identity.Submitted)}\n{Text(identity.Delivered)}\n{identity.Subject}";
        using SHA256 hash = SHA256.Create();
        return new IdentityHash(First(hash, identity.SearchKey), First(hash, all));
    }

    public int CompareTo(IdentityHash other) => Key == other.Key ? All.CompareTo(other.All) : Key.CompareTo(other.Key);

    private static string Text(DateTimeOffset? time) => time?.UtcTicks.ToString(CultureInfo.InvariantCulture) ?? string.Empty;

    private static ulong First(SHA256 hash, string text) => BitConverter.ToUInt64(hash.ComputeHash(Encoding.UTF8.GetBytes(text)), 0);
}

using System;
using System.Text;

namespace MailboxImportExport.ItemFolder;

/// <summary>A mailbox and an item in sixteen bytes, so that a manifest of a million items can be known in memory.</summary>
internal readonly record struct ManifestKey(ulong High, ulong Low)
{
    public static ManifestKey Of(string mailboxId, string itemId)
    {
        // The GUIDs of a mailbox id are written in either letter case; item ids are not the same in another case.
        byte[] bytes = Polyfills.Sha256(Encoding.UTF8.GetBytes($"{mailboxId.ToUpperInvariant()}\n{itemId}"));
        return new ManifestKey(BitConverter.ToUInt64(bytes, 0), BitConverter.ToUInt64(bytes, 8));
    }
}

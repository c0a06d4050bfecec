using System;
using System.Text;

namespace MailboxImportExport.Transfer.Import.Journal;

/// <summary>What goes where, in sixteen bytes: one version of one source item, and the folder that it is imported into.</summary>
internal readonly record struct JournalKey(ulong High, ulong Low)
{
    private const int Bytes = 16;

    public static JournalKey Of(JournalSource source, string instance, string targetMailboxId, string targetFolderId)
    {
        // The GUIDs of a mailbox id are written in either letter case; ids of items and folders are not the same in another case.
        string text = $"{instance}\n{source.MailboxId?.ToUpperInvariant()}\n{source.ItemId}\n{source.ChangeKey}\n{source.File}\n{source.Sha256}\n{targetMailboxId.ToUpperInvariant()}\n{targetFolderId}";
        return Read(Polyfills.Sha256(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Reads the text form, or null when it is none.</summary>
    public static JournalKey? Parse(string? text) => Hex.Parse(text) is byte[] { Length: Bytes } bytes ? Read(bytes) : null;

    public override string ToString()
    {
        byte[] bytes = new byte[Bytes];
        BitConverter.GetBytes(High).CopyTo(bytes, 0);
        BitConverter.GetBytes(Low).CopyTo(bytes, sizeof(ulong));
        return Hex.Of(bytes);
    }

    private static JournalKey Read(byte[] bytes) => new(BitConverter.ToUInt64(bytes, 0), BitConverter.ToUInt64(bytes, sizeof(ulong)));
}

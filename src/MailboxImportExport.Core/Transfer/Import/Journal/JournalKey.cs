using System;
using System.Globalization;

namespace MailboxImportExport.Transfer.Import.Journal;

/// <summary>What goes where, in sixteen bytes: one version of one source item, and the folder that it is imported into.</summary>
internal readonly record struct JournalKey(ulong High, ulong Low)
{
    private const int Digits = 2 * sizeof(ulong);

    public static JournalKey Of(JournalSource source, string instance, string targetMailboxId, string targetFolderId)
    {
        // The GUIDs of a mailbox id are written in either letter case; ids of items and folders are not the same in another case.
        (ulong first, ulong second) = TextDigest.Begin()
            .Add(instance).Line().AddUpper(source.MailboxId).Line().Add(source.ItemId).Line().Add(source.ChangeKey).Line()
            .Add(source.File).Line().Add(source.Sha256).Line().AddUpper(targetMailboxId).Line().Add(targetFolderId)
            .Sha256();
        return new JournalKey(first, second);
    }

    /// <summary>Reads the text form, or null when it is none.</summary>
    public static JournalKey? Parse(string? text)
        => text is { Length: 2 * Digits } && Half(text, 0) is ulong high && Half(text, Digits) is ulong low ? new JournalKey(high, low) : null;

    // The bytes of the hash in their order, which is that of the processor turned around.
    public override string ToString() => Turned(High).ToString("x16", CultureInfo.InvariantCulture) + Turned(Low).ToString("x16", CultureInfo.InvariantCulture);

    private static ulong? Half(string text, int start)
        => ulong.TryParse(text.Substring(start, Digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong half) ? Turned(half) : null;

    private static ulong Turned(ulong half) => BitConverter.IsLittleEndian ? System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(half) : half;
}

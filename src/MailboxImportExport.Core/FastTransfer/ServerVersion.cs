using System;
using System.Globalization;

namespace MailboxImportExport.FastTransfer;

/// <summary>
/// The build of the server that wrote a stream. On the wire three 16-bit words: minor and major, build with its top bit set,
/// revision ("[MS-OXCFXICS]: Bulk Data Transfer Protocol", RopTellVersion).
/// </summary>
internal sealed record ServerVersion(int Major, int Minor, int Build, int Revision)
{
    public const int Length = 6;
    private const int BuildMask = 0x7FFF;

    /// <summary>A build of Exchange Online that Microsoft's documentation shows in a stream that was imported.</summary>
    public static ServerVersion Documented { get; } = new(15, 20, 4566, 6022);

    public static ServerVersion Parse(ReadOnlySpan<byte> words)
        => new(words[1], words[0], (words[2] | (words[3] << 8)) & BuildMask, words[4] | (words[5] << 8));

    public byte[] ToBytes() =>
    [
        (byte)Minor,
        (byte)Major,
        (byte)Build,
        (byte)((Build >> 8) | 0x80),
        (byte)Revision,
        (byte)(Revision >> 8),
    ];

    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}.{1}.{2}.{3}", Major, Minor, Build, Revision);
}

using System;

namespace MailboxImportExport.Sandbox.Streams;

/// <summary>The build of the server that wrote a stream, as three 16-bit words: minor and major, build with its top bit set, revision.</summary>
internal sealed record ServerVersion(int Major, int Minor, int Build, int Revision)
{
    public const int Length = 6;

    /// <summary>The build of the sandbox at its start.</summary>
    public static ServerVersion Current { get; } = new(15, 20, 4566, 6022);

    /// <summary>The build after an update of the service.</summary>
    public static ServerVersion Updated { get; } = new(15, 20, 4608, 6018);

    public static ServerVersion Parse(ReadOnlySpan<byte> words)
        => new(words[1], words[0], (words[2] | (words[3] << 8)) & 0x7FFF, words[4] | (words[5] << 8));

    public byte[] ToBytes() =>
    [
        (byte)Minor,
        (byte)Major,
        (byte)Build,
        (byte)((Build >> 8) | 0x80),
        (byte)Revision,
        (byte)(Revision >> 8),
    ];
}

using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace MailboxImportExport.Tests.FastTransfer;

/// <summary>Damages streams, the same way for the same seed.</summary>
internal sealed class StreamMutator(int seed, IReadOnlyList<byte[]> originals)
{
    private const int MostChanges = 6;

    // Numbers that counts, tags and lengths go wrong at.
    private static readonly uint[] Numbers =
    [
        0, 1, 2, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFFFFFE, 0x10000, 0xFFFF, 31_680,
        0x40000003, 0x40010003, 0x40020003, 0x40030003, 0x40040003, 0x400E0003, 0x400C0003, 0x400D0003, 0x40120003, 0x400F0003,
        0x80010003, 0x8001101F, 0xFFFF0003, 0x00370099, 0x003794B0, 0x0037101F, 0x00371102, 0x00371048, 0x0037D182, 0x0037FFFF, 0x00000000, 0x00370001,
    ];

    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        byte[] stream = [.. Pick()];
        int changes = 1 + _random.Next(MostChanges);
        for (int change = 0; change < changes && stream.Length > 0; change++)
        {
            stream = Change(stream);
        }

        return stream;
    }

    private byte[] Change(byte[] stream)
    {
        int at = _random.Next(stream.Length);
        switch (_random.Next(8))
        {
            case 0:
                stream[at] ^= (byte)(1 << _random.Next(8));
                return stream;
            case 1:
                stream[at] = (byte)_random.Next(256);
                return stream;
            case 2:
                return stream[..at];
            case 3:
                return [.. stream[..at], .. Slice(Pick()), .. stream[at..]];
            case 4:
                return [.. stream[..at], .. stream[Math.Min(stream.Length, at + _random.Next(40))..]];
            case 5:
                return [.. stream[..at], .. Slice(stream), .. stream[at..]];
            default:
                return Put(stream, at);
        }
    }

    private byte[] Put(byte[] stream, int at)
    {
        if (stream.Length >= sizeof(uint))
        {
            uint number = _random.Next(4) == 0 ? (uint)_random.NextInt64(uint.MaxValue) : Numbers[_random.Next(Numbers.Length)];
            BinaryPrimitives.WriteUInt32LittleEndian(stream.AsSpan(Math.Min(at, stream.Length - sizeof(uint))), number);
        }

        return stream;
    }

    private byte[] Pick() => originals[_random.Next(originals.Count)];

    private ReadOnlySpan<byte> Slice(byte[] stream)
    {
        int start = _random.Next(stream.Length);
        return stream.AsSpan(start, Math.Min(stream.Length - start, _random.Next(200)));
    }
}

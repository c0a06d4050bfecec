using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.Mapi;

/// <summary>
/// Bytes computed while they are read, the same ones each time: a mailbox can hold many large attachments that take no memory.
/// </summary>
internal sealed class GeneratedContent(long length, int seed) : Content
{
    private const int SegmentSize = 64 * 1024;
    private const ulong Step = 0x9E3779B97F4A7C15;

    public override long Length => length;

    public override IEnumerable<ReadOnlyMemory<byte>> Segments()
    {
        byte[] buffer = new byte[SegmentSize];
        ulong state = unchecked((ulong)seed * Step);
        for (long done = 0; done < length; done += SegmentSize)
        {
            state = Fill(buffer, state);
            yield return buffer.AsMemory(0, (int)Math.Min(SegmentSize, length - done));
        }
    }

    private static ulong Fill(byte[] buffer, ulong state)
    {
        for (int offset = 0; offset < buffer.Length; offset += sizeof(ulong))
        {
            state = unchecked(state + Step);
            ulong mixed = unchecked((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9);
            BinaryPrimitives.WriteUInt64LittleEndian(buffer.AsSpan(offset), mixed ^ (mixed >> 31));
        }

        return state;
    }
}

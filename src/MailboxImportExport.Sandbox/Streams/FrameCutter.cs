using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.Streams;

/// <summary>Fills atoms into transfer buffers as full as the rules allow.</summary>
internal static class FrameCutter
{
    public const int MaximumPayload = 31680;

    /// <summary>Whole frames, header included. Read lazily: only one frame exists at a time.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Cut(IEnumerable<StreamAtom> atoms)
    {
        byte[] frame = NewFrame();
        int used = 0;
        foreach (StreamAtom atom in atoms)
        {
            ReadOnlyMemory<byte> rest = atom.Bytes;
            while (rest.Length > MaximumPayload - used)
            {
                int fitting = Fitting(atom, MaximumPayload - used);
                rest[..fitting].CopyTo(frame.AsMemory(FrameReader.HeaderLength + used));
                yield return Close(frame, used + fitting);
                rest = rest[fitting..];
                frame = NewFrame();
                used = 0;
            }

            rest.CopyTo(frame.AsMemory(FrameReader.HeaderLength + used));
            used += rest.Length;
        }

        if (used > 0)
        {
            yield return Close(frame, used);
        }
    }

    private static int Fitting(StreamAtom atom, int room)
    {
        if (atom.Unit > 0)
        {
            return room - (room % atom.Unit);
        }

        return atom.Bytes.Length <= MaximumPayload
            ? 0
            : throw new InvalidOperationException($"{atom.Bytes.Length} bytes that may not be divided are more than a transfer buffer holds.");
    }

    private static byte[] NewFrame() => new byte[FrameReader.HeaderLength + MaximumPayload];

    private static ReadOnlyMemory<byte> Close(byte[] frame, int used)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(frame, FrameOperation.TransferBuffer);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4), used);
        return frame.AsMemory(0, FrameReader.HeaderLength + used);
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace MailboxImportExport.Sandbox.Streams;

/// <summary>Reads an item stream whole: checks its prologue, joins the transfer buffers and builds the message.</summary>
internal static class ItemStreamReader
{
    // {00020307-0000-0000-C000-000000000046} is IID_IMessage: the stream copies a message, and not a folder or a store.
    private static readonly Guid MessageInterface = new("00020307-0000-0000-C000-000000000046");

    public static ItemStream Read(Stream source)
    {
        IReadOnlyList<Frame> frames = FrameReader.ReadAll(source);
        RequireComplete(frames);
        RequirePrologue(source, frames);
        ServerVersion? version = ReadVersion(source, frames);
        using PayloadStream payload = new(source, frames);
        if (payload.Length == 0)
        {
            throw new StreamFormatException("The stream holds no transfer buffer.", source.Length);
        }

        // The lexer reads a few bytes at a time.
        using BufferedStream buffered = new(payload, 64 * 1024);
        MessageBuilder builder = new(new StreamLexer(buffered));
        return new ItemStream(version, builder.Build(), builder.IsAssociated);
    }

    private static void RequireComplete(IReadOnlyList<Frame> frames)
    {
        Frame cut = frames.FirstOrDefault(static frame => !frame.IsComplete);
        if (cut.DeclaredLength > 0)
        {
            throw new StreamFormatException($"A frame of {cut.DeclaredLength} bytes is cut off after {cut.PresentLength}.", cut.Offset);
        }
    }

    private static void RequirePrologue(Stream source, IReadOnlyList<Frame> frames)
    {
        if (frames.Count < 2
            || frames[0] is not { Operation: FrameOperation.Configure, DeclaredLength: 8 }
            || frames[1] is not { Operation: FrameOperation.IsInterfaceOk, DeclaredLength: 24 })
        {
            throw new StreamFormatException("The stream does not begin as an item stream does.", 0);
        }

        byte[] arguments = ReadPayload(source, frames[1]);
        if (new Guid(arguments.AsSpan(4, 16)) != MessageInterface)
        {
            throw new StreamFormatException("The stream does not hold a message.", frames[1].Offset);
        }
    }

    private static ServerVersion? ReadVersion(Stream source, IReadOnlyList<Frame> frames)
    {
        Frame frame = frames.FirstOrDefault(static frame => frame.Operation == FrameOperation.TellVersion);
        return frame.DeclaredLength == ServerVersion.Length ? ServerVersion.Parse(ReadPayload(source, frame)) : null;
    }

    private static byte[] ReadPayload(Stream source, Frame frame)
    {
        byte[] payload = new byte[frame.DeclaredLength];
        source.Position = frame.Offset;
        source.ReadExactly(payload);
        return payload;
    }
}

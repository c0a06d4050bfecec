using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using MailboxImportExport.FastTransfer;

namespace MailboxImportExport.Tests.FastTransfer;

/// <summary>Builds streams byte by byte, right and wrong ones, without the writer.</summary>
internal static class StreamBytes
{
    public const uint ImportanceTag = 0x00170003;
    public const uint SubjectTag = 0x003784B0;

    public static byte[] Prologue { get; } = Convert.FromHexString(
        "01000000080000000000000001000000" + "0300000018000000010000000703020000000000C00000000000004600240080" + "0400000006000000140FD6918617");

    /// <summary>A stream with one transfer buffer.</summary>
    public static byte[] Stream(params byte[][] elements) => [.. Prologue, .. Frame(FrameOperation.TransferBuffer, [.. elements.SelectMany(static e => e)])];

    public static byte[] Frame(uint operation, byte[] payload) => [.. Number(operation), .. Number((uint)payload.Length), .. payload];

    public static byte[] Number(uint number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        return bytes;
    }

    public static byte[] Marker(StreamMarker marker) => Number((uint)marker);

    /// <summary>A property of 32 bits.</summary>
    public static byte[] Int(uint tag, uint value) => [.. Number(tag), .. Number(value)];

    /// <summary>A property with a count and bytes.</summary>
    public static byte[] Sized(uint tag, byte[] bytes) => [.. Number(tag), .. Number((uint)bytes.Length), .. bytes];

    public static byte[] Text(uint tag, string text) => Sized(tag, MemoryMarshal.AsBytes((text + "\0").AsSpan()).ToArray());

    public static FastTransferItem Read(byte[] stream) => FastTransferReader.Read(new MemoryStream(stream), "test");

    /// <summary>The elements of joined transfer buffers, whatever they hold.</summary>
    public static IReadOnlyList<StreamElement> Lex(byte[] payload, out StreamWarnings warnings)
    {
        MemoryStream source = new(Stream(payload));
        warnings = new StreamWarnings();
        using PayloadReader reader = new(source, FrameMap.Walk(source, "test", warnings), "test");
        ElementLexer lexer = new(reader, new NameTable("test"), warnings);
        List<StreamElement> elements = [];
        while (lexer.TryRead(out StreamElement element))
        {
            elements.Add(element);
        }

        return elements;
    }
}

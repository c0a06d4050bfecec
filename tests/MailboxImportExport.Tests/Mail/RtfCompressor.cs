using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace MailboxImportExport.Tests.Mail;

/// <summary>Compresses rich text, so that there is something to take out again; the longest match it finds, one by one.</summary>
internal static class RtfCompressor
{
    private const int DictionaryLength = 4096;
    private const string Preset = "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier"
        + "{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

    public static byte[] Compress(byte[] rtf)
    {
        // What the reader knows: everything so far, of which it keeps the last 4,096 bytes.
        List<byte> known = [.. Encoding.ASCII.GetBytes(Preset)];
        List<(bool IsReference, byte[] Bytes)> tokens = [];
        for (int position = 0; position < rtf.Length;)
        {
            (int start, int length) = Match(known, rtf.AsSpan(position));
            if (length >= 2)
            {
                byte[] reference = new byte[2];
                BinaryPrimitives.WriteUInt16BigEndian(reference, (ushort)((start % DictionaryLength << 4) | (length - 2)));
                tokens.Add((true, reference));
            }
            else
            {
                length = 1;
                tokens.Add((false, [rtf[position]]));
            }

            known.AddRange(rtf[position..(position + length)]);
            position += length;
        }

        byte[] end = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(end, (ushort)(known.Count % DictionaryLength << 4));
        tokens.Add((true, end));
        return WithHeader(Runs(tokens), rtf.Length);
    }

    private static byte[] WithHeader(byte[] content, int rawLength)
    {
        byte[] all = new byte[16 + content.Length];
        BinaryPrimitives.WriteInt32LittleEndian(all, content.Length + 12);
        BinaryPrimitives.WriteInt32LittleEndian(all.AsSpan(4), rawLength);
        "LZFu"u8.CopyTo(all.AsSpan(8));
        content.CopyTo(all, 16);
        return all;
    }

    private static byte[] Runs(List<(bool IsReference, byte[] Bytes)> tokens)
    {
        using MemoryStream output = new();
        for (int start = 0; start < tokens.Count; start += 8)
        {
            List<(bool IsReference, byte[] Bytes)> run = tokens[start..Math.Min(tokens.Count, start + 8)];
            int control = 0;
            for (int index = 0; index < run.Count; index++)
            {
                control |= run[index].IsReference ? 1 << index : 0;
            }

            output.WriteByte((byte)control);
            run.ForEach(token => output.Write(token.Bytes));
        }

        return output.ToArray();
    }

    private static (int Start, int Length) Match(List<byte> known, ReadOnlySpan<byte> rest)
    {
        int bestStart = 0;
        int best = 0;
        for (int start = Math.Max(0, known.Count - DictionaryLength + 20); start < known.Count; start++)
        {
            int length = 0;
            while (length < 17 && length < rest.Length && start + length < known.Count && known[start + length] == rest[length])
            {
                length++;
            }

            (bestStart, best) = length > best ? (start, length) : (bestStart, best);
        }

        return (bestStart, best);
    }
}

using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;

namespace MailboxImportExport.Mail;

/// <summary>
/// Takes rich text out of its compressed form ("[MS-OXRTFCP]: Rich Text Format (RTF) Compression Algorithm"): runs of eight
/// tokens, each a byte or a reference into the last 4,096 bytes.
/// </summary>
internal static class RtfCompression
{
    private const int HeaderLength = 16;
    private const uint Compressed = 0x75465A4C;
    private const uint Uncompressed = 0x414C454D;
    private const int DictionaryLength = 4096;
    private const int TokensInRun = 8;
    private const int ShortestReference = 2;
    private const int LengthBits = 4;

    // What a reference of two bytes stands for at most; nothing else grows more.
    private const int LongestReference = 17;

    // What both sides know before the first byte.
    private static readonly byte[] Preset = Encoding.ASCII.GetBytes(
        "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier"
        + "{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx");

    /// <summary>The rich text, as far as it goes when it is cut off; null when the bytes are neither of the two forms.</summary>
    public static byte[]? Decompress(byte[] bytes)
    {
        if (bytes.Length < HeaderLength)
        {
            return null;
        }

        uint rawLength = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4));
        ReadOnlySpan<byte> content = bytes.AsSpan(HeaderLength);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8)) switch
        {
            Uncompressed => content.Slice(0, (int)Math.Min(rawLength, content.Length)).ToArray(),
            Compressed => Decompress(content, rawLength),
            _ => null,
        };
    }

    private static byte[] Decompress(ReadOnlySpan<byte> content, uint rawLength)
    {
        byte[] dictionary = new byte[DictionaryLength];
        Preset.CopyTo(dictionary, 0);
        int write = Preset.Length;
        using MemoryStream output = new((int)Math.Min(rawLength, (long)content.Length * LongestReference / ShortestReference));
        int position = 0;
        while (position < content.Length)
        {
            int control = content[position++];
            for (int token = 0; token < TokensInRun && position < content.Length; token++, control >>= 1)
            {
                if ((control & 1) == 0)
                {
                    Put(content[position++]);
                    continue;
                }

                if (position + ShortestReference > content.Length)
                {
                    return output.ToArray();
                }

                int reference = BinaryPrimitives.ReadUInt16BigEndian(content.Slice(position));
                position += ShortestReference;
                int read = reference >> LengthBits;
                if (read == write)
                {
                    // A reference to what is not written yet ends the text.
                    return output.ToArray();
                }

                for (int left = (reference & ((1 << LengthBits) - 1)) + ShortestReference; left > 0; left--)
                {
                    Put(dictionary[read]);
                    read = (read + 1) % DictionaryLength;
                }
            }
        }

        return output.ToArray();

        void Put(byte value)
        {
            output.WriteByte(value);
            dictionary[write] = value;
            write = (write + 1) % DictionaryLength;
        }
    }
}

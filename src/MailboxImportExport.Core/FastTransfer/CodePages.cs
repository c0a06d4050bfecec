using System;
using System.Runtime.InteropServices;
using System.Text;

namespace MailboxImportExport.FastTransfer;

/// <summary>Texts in code pages. Nothing is registered in the process: other modules live in it.</summary>
internal static class CodePages
{
    public const int Utf16 = 1200;
    public const int Utf16BigEndian = 1201;
    public const int Utf8 = 65001;

    /// <summary>For texts of which nobody says what they are in.</summary>
    public const int Western = 1252;

    private const byte Yes = 1;
    private const byte No = 2;

    // Asked for every type number of a stream, and looking for an encoding is slow.
    private static readonly byte[] Answers = new byte[ushort.MaxValue + 1];

    /// <summary>Whether texts of a code page can be read.</summary>
    public static bool IsKnown(int codePage)
    {
        if (codePage is <= 0 or > ushort.MaxValue)
        {
            return false;
        }

        if (Answers[codePage] == 0)
        {
            Answers[codePage] = Polyfills.FindEncoding(codePage) is null ? No : Yes;
        }

        return Answers[codePage] == Yes;
    }

    /// <summary>The encoding, or that of Western texts when there is none.</summary>
    public static Encoding Get(int codePage) => Polyfills.FindEncoding(codePage) ?? Polyfills.FindEncoding(Western) ?? Encoding.UTF8;

    /// <summary>The text without one closing NUL. UTF-16 is taken over as it is: half a surrogate pair must survive.</summary>
    public static string Decode(int codePage, byte[] bytes, int count)
    {
        if (codePage == Utf16)
        {
            ReadOnlySpan<char> characters = MemoryMarshal.Cast<byte, char>(bytes.AsSpan(0, count & ~1));
            return (characters.Length > 0 && characters[characters.Length - 1] == '\0' ? characters.Slice(0, characters.Length - 1) : characters).ToString();
        }

        string text = Get(codePage).GetString(bytes, 0, count);
        return text.Length > 0 && text[text.Length - 1] == '\0' ? text.Substring(0, text.Length - 1) : text;
    }
}

using System;
using System.Runtime.InteropServices;
using System.Text;

namespace MailboxImportExport.Sandbox.Streams;

/// <summary>
/// How a text stands on the wire. Streams carry text in the code page it is stored in, and the type says which: 0x8000 with the number of
/// the code page, and 0x1000 more for a list. The bit of the list is also part of some code page numbers, so the number decides.
/// </summary>
internal sealed class TextForm
{
    public const ushort Utf16 = 0x84B0;
    public const ushort Utf16List = 0x94B0;
    private const ushort CodePageBit = 0x8000;
    private const ushort ListBit = 0x1000;
    private const int Utf16CodePage = 1200;

    private readonly int _codePage;

    static TextForm() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private TextForm(int codePage, bool isList)
    {
        _codePage = codePage;
        IsList = isList;
    }

    public bool IsList { get; }

    /// <summary>The form a type stands for, or null when it is no type of text.</summary>
    public static TextForm? Of(ushort type)
    {
        switch (type)
        {
            case 0x001E:
                return new TextForm(1252, isList: false);
            case 0x001F:
                return new TextForm(Utf16CodePage, isList: false);
            case 0x101E:
                return new TextForm(1252, isList: true);
            case 0x101F:
                return new TextForm(Utf16CodePage, isList: true);
            default:
                return (type & CodePageBit) == 0 ? null : OfCodePage(type);
        }
    }

    /// <summary>The text without its closing NUL. UTF-16 is taken over as it is: half a surrogate pair must survive.</summary>
    public string Decode(ReadOnlySpan<byte> bytes)
    {
        string text = _codePage == Utf16CodePage
            ? new string(MemoryMarshal.Cast<byte, char>(bytes[..(bytes.Length & ~1)]))
            : Encoding.GetEncoding(_codePage).GetString(bytes);
        return text.EndsWith('\0') ? text[..^1] : text;
    }

    private static TextForm? OfCodePage(ushort type)
    {
        int codePage = type & ~CodePageBit;
        if (IsKnown(codePage))
        {
            return new TextForm(codePage, isList: false);
        }

        if (IsKnown(codePage & ~ListBit))
        {
            return new TextForm(codePage & ~ListBit, isList: true);
        }

        // Numbers above 32767, such as 65001, have lost nothing but share the bit with the mark.
        return IsKnown(type) ? new TextForm(type, isList: false) : null;
    }

    private static bool IsKnown(int codePage)
    {
        try
        {
            return codePage > 0 && Encoding.GetEncoding(codePage) is not null;
        }
        catch (Exception exception) when (exception is NotSupportedException or ArgumentException)
        {
            return false;
        }
    }
}

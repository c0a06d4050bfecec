using System.Collections.Generic;
using MailboxImportExport.FastTransfer;

namespace MailboxImportExport.Mail;

/// <summary>Code pages of the fonts of a rich text: bytes of text stand in that of the font that is chosen.</summary>
internal sealed class RtfFonts
{
    private const int MostFonts = 10_000;

    // Character sets of fonts, from the RTF specification 1.9.1, \fcharset; what is missing is read in the code page of the document.
    private static readonly Dictionary<int, int> CodePageOfCharset = new()
    {
        [0] = 1252,
        [77] = 10000,
        [128] = 932,
        [129] = 949,
        [130] = 1361,
        [134] = 936,
        [136] = 950,
        [161] = 1253,
        [162] = 1254,
        [163] = 1258,
        [177] = 1255,
        [178] = 1256,
        [186] = 1257,
        [204] = 1251,
        [222] = 874,
        [238] = 1250,
        [254] = 437,
        [255] = 850,
    };

    private readonly Dictionary<int, int> _codePages = [];
    private int _defined;

    /// <summary>Code page of the document.</summary>
    public int Default { get; set; } = CodePages.Western;

    /// <summary>The font table goes on with this font.</summary>
    public void Define(int font) => _defined = font;

    /// <summary>The character set of the font that is being defined.</summary>
    public void SetCharset(int charset)
    {
        if (_codePages.Count < MostFonts && CodePageOfCharset.TryGetValue(charset, out int codePage))
        {
            _codePages[_defined] = codePage;
        }
    }

    public int CodePageOf(int font) => _codePages.TryGetValue(font, out int codePage) ? codePage : Default;
}

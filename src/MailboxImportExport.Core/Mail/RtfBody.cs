using System.Collections.Generic;
using MailboxImportExport.FastTransfer;

namespace MailboxImportExport.Mail;

/// <summary>
/// Reads a body of rich text. One that was made of HTML gives its HTML back ("[MS-OXRTFEX]: Rich Text Format (RTF) Extensions
/// Algorithm"); any other its text, without its looks.
/// </summary>
internal sealed class RtfBody
{
    // Groups inside of groups; what is deeper is text of the group around it.
    private const int DeepestGroup = 1000;

    // Within the first tokens, says the specification.
    private const int HeaderTokens = 10;

    private static readonly HashSet<string> Skipped =
    [
        "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf",
        "listtable", "listoverridetable", "revtbl", "rsidtbl", "themedata", "colorschememapping", "datastore", "latentstyles", "xmlnstbl", "fldinst", "nonshppict",
    ];

    private static readonly Dictionary<string, string> Characters = new()
    {
        ["par"] = "\r\n",
        ["line"] = "\r\n",
        ["row"] = "\r\n",
        ["sect"] = "\r\n",
        ["page"] = "\r\n",
        ["tab"] = "\t",
        ["cell"] = "\t",
        ["lquote"] = "\u2018",
        ["rquote"] = "\u2019",
        ["ldblquote"] = "\u201C",
        ["rdblquote"] = "\u201D",
        ["bullet"] = "\u2022",
        ["endash"] = "\u2013",
        ["emdash"] = "\u2014",
        ["enspace"] = "\u2002",
        ["emspace"] = "\u2003",
        ["~"] = "\u00A0",
        ["_"] = "\u00AD",
        ["{"] = "{",
        ["}"] = "}",
        ["\\"] = "\\",
    };

    private readonly RtfLexer _lexer;
    private readonly RtfFonts _fonts = new();
    private readonly RtfText _text = new();
    private readonly Stack<Group> _groups = new();
    private Group _group = new(Destination.Body, CodePages.Western, 1, false);
    private int _tooDeep;
    private int _fallback;
    private bool _isStarred;

    private RtfBody(byte[] rtf) => _lexer = new RtfLexer(rtf);

    private enum Destination
    {
        Body,
        HtmlTag,
        FontTable,
        Nothing,
    }

    /// <summary>What it was before.</summary>
    public RtfKind Kind { get; private set; }

    /// <summary>HTML, or plain text.</summary>
    public string Content { get; private set; } = string.Empty;

    public static RtfBody Read(byte[] rtf)
    {
        RtfBody body = new(rtf);
        for (int count = 0; body._lexer.TryRead(out RtfToken token); count++)
        {
            body.Take(token, isHeader: count < HeaderTokens);
        }

        body.Content = body._text.ToString();
        return body;
    }

    private void Take(RtfToken token, bool isHeader)
    {
        switch (token.Kind)
        {
            case RtfTokenKind.GroupStart:
                Open();
                break;
            case RtfTokenKind.GroupEnd:
                Close();
                break;
            case RtfTokenKind.Byte:
                TakeByte(token.Byte);
                break;
            case RtfTokenKind.Symbol when token.Word == "*":
                _isStarred = true;
                break;
            case RtfTokenKind.Symbol:
                _isStarred = false;
                Put(token.Word!);
                break;
            default:
                TakeWord(token.Word!, token.Parameter, isHeader);
                _isStarred = false;
                break;
        }
    }

    private void Open()
    {
        if (_groups.Count == DeepestGroup)
        {
            _tooDeep++;
            return;
        }

        _groups.Push(_group);
        _fallback = 0;
    }

    private void Close()
    {
        if (_tooDeep > 0)
        {
            _tooDeep--;
        }
        else if (_groups.Count > 0)
        {
            _group = _groups.Pop();
        }

        _fallback = 0;
        _isStarred = false;
    }

    private void TakeByte(byte value)
    {
        _isStarred = false;
        if (_fallback > 0)
        {
            // Stands in for a Unicode character, for readers that know none.
            _fallback--;
        }
        else if (IsCopied)
        {
            _text.Append(value, _group.Destination == Destination.HtmlTag ? _fonts.Default : _group.CodePage);
        }
    }

    // In a body of HTML only what was HTML counts; what is between \htmlrtf and \htmlrtf0 was made for readers of rich text.
    private bool IsCopied => _group.Destination switch
    {
        Destination.HtmlTag => Kind == RtfKind.Html,
        Destination.Body => Kind != RtfKind.Html || !_group.IsRtfOnly,
        _ => false,
    };

    private void Put(string word)
    {
        if (IsCopied && Characters.TryGetValue(word, out string? characters))
        {
            _text.Append(characters);
        }
    }

    private void TakeWord(string word, int? parameter, bool isHeader)
    {
        switch (word)
        {
            case "fromhtml" when isHeader && parameter == 1:
                Kind = RtfKind.Html;
                break;
            case "fromtext" when isHeader:
                Kind = RtfKind.Text;
                break;
            case "htmltag" when _isStarred:
                _group = _group with { Destination = Destination.HtmlTag };
                break;
            case "htmlrtf":
                _group = _group with { IsRtfOnly = parameter != 0 };
                break;
            case "fonttbl":
                _group = _group with { Destination = Destination.FontTable };
                break;
            case "bin":
                _lexer.Skip(parameter ?? 0);
                break;
            default:
                TakeFormat(word, parameter);
                break;
        }
    }

    private void TakeFormat(string word, int? parameter)
    {
        switch (word)
        {
            case "ansicpg" when CodePages.IsKnown(parameter ?? 0):
                _fonts.Default = parameter!.Value;
                _group = _group with { CodePage = _fonts.Default };
                break;
            case "f" when _group.Destination == Destination.FontTable:
                _fonts.Define(parameter ?? 0);
                break;
            case "fcharset" when _group.Destination == Destination.FontTable:
                _fonts.SetCharset(parameter ?? 0);
                break;
            case "f":
                _group = _group with { CodePage = _fonts.CodePageOf(parameter ?? 0) };
                break;
            case "plain":
                _group = _group with { CodePage = _fonts.Default };
                break;
            case "uc":
                _group = _group with { FallbackLength = parameter is >= 0 and <= 16 ? parameter.Value : 1 };
                break;
            case "u" when parameter is int character:
                TakeUnicode(unchecked((char)character));
                break;
            default:
                TakeDestination(word);
                break;
        }
    }

    private void TakeUnicode(char character)
    {
        if (IsCopied)
        {
            _text.Append(character.ToString());
        }

        _fallback = _group.FallbackLength;
    }

    private void TakeDestination(string word)
    {
        if (Characters.ContainsKey(word))
        {
            Put(word);
        }
        else if (_isStarred || Skipped.Contains(word))
        {
            // A destination that nobody here knows, and says so itself, or one without text.
            _group = _group with { Destination = Destination.Nothing };
        }
    }

    private readonly record struct Group(Destination Destination, int CodePage, int FallbackLength, bool IsRtfOnly);
}

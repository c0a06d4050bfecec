using System;
using System.Text;

namespace MailboxImportExport.Mail;

/// <summary>Cuts rich text into tokens. It never fails: what is no rich text is text.</summary>
internal sealed class RtfLexer(byte[] rtf)
{
    // Longer ones do not exist; the rest of such a word is text.
    private const int LongestWord = 32;
    private const int LongestNumber = 9;

    private int _position;

    public bool TryRead(out RtfToken token)
    {
        while (_position < rtf.Length)
        {
            byte next = rtf[_position++];
            switch (next)
            {
                case (byte)'\r' or (byte)'\n' or 0:
                    // Line ends of the file, not of the text.
                    continue;
                case (byte)'{':
                    token = new RtfToken(RtfTokenKind.GroupStart);
                    return true;
                case (byte)'}':
                    token = new RtfToken(RtfTokenKind.GroupEnd);
                    return true;
                case (byte)'\\' when _position < rtf.Length:
                    token = ReadControl();
                    return true;
                default:
                    token = new RtfToken(RtfTokenKind.Byte, Byte: next);
                    return true;
            }
        }

        token = default;
        return false;
    }

    /// <summary>Passes over bytes that are no rich text.</summary>
    public void Skip(int count) => _position = (int)Math.Min(rtf.Length, _position + (long)Math.Max(0, count));

    private RtfToken ReadControl()
    {
        int start = _position;
        while (_position < rtf.Length && _position - start < LongestWord && IsLetter(rtf[_position]))
        {
            _position++;
        }

        if (_position == start)
        {
            return ReadSymbol();
        }

        string word = Encoding.ASCII.GetString(rtf, start, _position - start);
        int? parameter = ReadNumber();
        if (_position < rtf.Length && rtf[_position] == ' ')
        {
            _position++;
        }

        return new RtfToken(RtfTokenKind.Word, word, parameter);
    }

    private RtfToken ReadSymbol()
    {
        char symbol = (char)rtf[_position++];
        if (symbol != '\'')
        {
            return new RtfToken(RtfTokenKind.Symbol, symbol.ToString());
        }

        int high = _position < rtf.Length ? Digit(rtf[_position]) : -1;
        int low = _position + 1 < rtf.Length ? Digit(rtf[_position + 1]) : -1;
        if (high < 0 || low < 0)
        {
            return new RtfToken(RtfTokenKind.Symbol, "'");
        }

        _position += 2;
        return new RtfToken(RtfTokenKind.Byte, Byte: (byte)((high << 4) | low));
    }

    private int? ReadNumber()
    {
        bool isNegative = _position + 1 < rtf.Length && rtf[_position] == '-' && IsDigit(rtf[_position + 1]);
        int start = _position + (isNegative ? 1 : 0);
        int end = start;
        int number = 0;
        while (end < rtf.Length && end - start < LongestNumber && IsDigit(rtf[end]))
        {
            number = (number * 10) + (rtf[end] - '0');
            end++;
        }

        if (end == start)
        {
            return null;
        }

        _position = end;
        return isNegative ? -number : number;
    }

    private static bool IsLetter(byte value) => value is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z');

    private static bool IsDigit(byte value) => value is >= (byte)'0' and <= (byte)'9';

    private static int Digit(byte value) => value switch
    {
        >= (byte)'0' and <= (byte)'9' => value - '0',
        >= (byte)'a' and <= (byte)'f' => value - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => value - 'A' + 10,
        _ => -1,
    };
}

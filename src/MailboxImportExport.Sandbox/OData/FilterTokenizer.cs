using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace MailboxImportExport.Sandbox.OData;

/// <summary>Cuts the text of a filter into tokens.</summary>
internal sealed class FilterTokenizer(string text)
{
    private const char Quote = '\'';
    private static readonly string[] TimeForms =
    [
        "yyyy-MM-dd",
        "yyyy-MM-ddTHH:mmK",
        "yyyy-MM-ddTHH:mm:ssK",
        "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
    ];

    private int _position;

    public IReadOnlyList<FilterToken> ReadAll()
    {
        List<FilterToken> tokens = [];
        FilterToken token;
        do
        {
            token = Read();
            tokens.Add(token);
        }
        while (token.Kind != FilterTokenKind.End);

        return tokens;
    }

    private FilterToken Read()
    {
        while (_position < text.Length && text[_position] == ' ')
        {
            _position++;
        }

        if (_position == text.Length)
        {
            return new FilterToken(FilterTokenKind.End, "end of the expression", null, _position);
        }

        char first = text[_position];
        return first switch
        {
            '(' => Sign(FilterTokenKind.Open),
            ')' => Sign(FilterTokenKind.Close),
            ',' => Sign(FilterTokenKind.Comma),
            ':' => Sign(FilterTokenKind.Colon),
            Quote => ReadText(),
            _ when char.IsAsciiDigit(first) || first == '-' => ReadLiteral(),
            _ when char.IsAsciiLetter(first) || first == '_' => ReadWord(),
            _ => throw Unexpected(_position),
        };
    }

    private FilterToken Sign(FilterTokenKind kind)
    {
        FilterToken token = new(kind, text[_position].ToString(), null, _position);
        _position++;
        return token;
    }

    private FilterToken ReadText()
    {
        int start = _position++;
        StringBuilder value = new();
        while (_position < text.Length)
        {
            char next = text[_position++];
            if (next != Quote)
            {
                value.Append(next);
                continue;
            }

            if (_position == text.Length || text[_position] != Quote)
            {
                return new FilterToken(FilterTokenKind.Text, value.ToString(), value.ToString(), start);
            }

            // A quote inside a text is written twice.
            value.Append(next);
            _position++;
        }

        throw new QueryException($"There is an unterminated string literal at position {start} in '{text}'.");
    }

    private FilterToken ReadLiteral()
    {
        int start = _position;
        string word = Take(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '+' or ':' or '.');
        if (long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole))
        {
            return new FilterToken(FilterTokenKind.Number, word, (double)whole, start);
        }

        if (double.TryParse(word, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
        {
            return new FilterToken(FilterTokenKind.Number, word, number, start);
        }

        if (DateTimeOffset.TryParseExact(word, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
        {
            return new FilterToken(FilterTokenKind.Time, word, time, start);
        }

        return Guid.TryParse(word, out Guid guid) ? new FilterToken(FilterTokenKind.Guid, word, guid, start) : throw Unexpected(start);
    }

    private FilterToken ReadWord()
    {
        int start = _position;
        string word = Take(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '/' or '.' or '-');
        return Guid.TryParseExact(word, "D", out Guid guid)
            ? new FilterToken(FilterTokenKind.Guid, word, guid, start)
            : new FilterToken(FilterTokenKind.Word, word, null, start);
    }

    private string Take(Predicate<char> belongs)
    {
        int start = _position;
        while (_position < text.Length && belongs(text[_position]))
        {
            _position++;
        }

        return text[start.._position];
    }

    private QueryException Unexpected(int position) => new($"Syntax error at position {position} in '{text}'.");
}

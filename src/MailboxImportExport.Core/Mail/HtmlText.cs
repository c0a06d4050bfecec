using System;
using System.Collections.Generic;
using System.Net;
using System.Text;

namespace MailboxImportExport.Mail;

/// <summary>
/// The text of HTML, for reading and searching: tags away, references to characters resolved, lines where blocks end. No parser:
/// one pass over whatever a stranger wrote, in time and room that follow its length.
/// </summary>
internal static class HtmlText
{
    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section",
        "table", "tr", "ul",
    };

    private static readonly string[] WithoutText = ["script", "style", "title"];

    public static string Of(string html)
    {
        StringBuilder text = new();
        int position = 0;
        while (position < html.Length)
        {
            int tag = html.IndexOf('<', position);
            AppendText(text, html, position, (tag < 0 ? html.Length : tag) - position);
            if (tag < 0)
            {
                break;
            }

            position = AfterTag(text, html, tag);
        }

        return text.ToString().Trim();
    }

    // Behind a tag, or behind everything that has no text.
    private static int AfterTag(StringBuilder text, string html, int tag)
    {
        if (string.CompareOrdinal(html, tag, "<!--", 0, 4) == 0)
        {
            return After(html, "-->", tag + 4, StringComparison.Ordinal);
        }

        int start = tag + 1;
        bool isEnd = start < html.Length && html[start] == '/';
        start += isEnd ? 1 : 0;
        int end = start;
        while (end < html.Length && char.IsLetterOrDigit(html[end]))
        {
            end++;
        }

        string name = html.Substring(start, Math.Min(end - start, 16));
        if (name.Length == 0 && !isEnd && !(start < html.Length && html[start] is '!' or '?'))
        {
            // A "<" that begins no tag is text.
            text.Append('<');
            return tag + 1;
        }

        int after = After(html, ">", end, StringComparison.Ordinal);
        if (!isEnd && Array.Exists(WithoutText, hidden => hidden.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            return After(html, ">", After(html, "</" + name, after, StringComparison.OrdinalIgnoreCase), StringComparison.Ordinal);
        }

        if (Blocks.Contains(name))
        {
            EndLine(text);
        }
        else if (name.Equals("td", StringComparison.OrdinalIgnoreCase) && isEnd)
        {
            text.Append('\t');
        }

        return after;
    }

    private static void AppendText(StringBuilder text, string html, int start, int length)
    {
        string decoded = WebUtility.HtmlDecode(html.Substring(start, length));
        foreach (char character in decoded)
        {
            bool isBlank = character is ' ' or '\t' or '\r' or '\n';
            if (!isBlank)
            {
                text.Append(character);
            }
            else if (text.Length > 0 && text[text.Length - 1] is not (' ' or '\n' or '\t'))
            {
                text.Append(' ');
            }
        }
    }

    private static void EndLine(StringBuilder text)
    {
        while (text.Length > 0 && text[text.Length - 1] == ' ')
        {
            text.Length--;
        }

        // One empty line at most: nested blocks end together.
        bool hasEmptyLine = text.Length >= 4 && text[text.Length - 1] == '\n' && text[text.Length - 3] == '\n';
        if (text.Length > 0 && !hasEmptyLine)
        {
            text.Append("\r\n");
        }
    }

    private static int After(string html, string end, int start, StringComparison comparison)
    {
        int found = html.IndexOf(end, Math.Min(start, html.Length), comparison);
        return found < 0 ? html.Length : found + end.Length;
    }
}

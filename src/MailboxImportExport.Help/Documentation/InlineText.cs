using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace MailboxImportExport.Help.Documentation;

/// <summary>Running text as it grows: white space is one blank, none at the ends, however the comment was wrapped.</summary>
internal sealed partial class InlineText
{
    private readonly List<DocInline> _inlines = [];

    internal void Add(DocInlineKind kind, string text) => Add(new DocInline(kind, text));

    internal void Add(DocInline inline)
    {
        string text = WhiteSpace().Replace(inline.Text, " ");
        text = inline.Kind == DocInlineKind.Text ? text : text.Trim(' ');
        bool afterBlank = _inlines.Count == 0 || _inlines[^1].Text.EndsWith(' ');
        text = afterBlank ? text.TrimStart(' ') : text;
        if (text.Length > 0)
        {
            _inlines.Add(inline with { Text = text });
        }
    }

    internal IReadOnlyList<DocInline> ToInlines()
    {
        if (_inlines.Count > 0)
        {
            DocInline last = _inlines[^1];
            _inlines[^1] = last with { Text = last.Text.TrimEnd(' ') };
        }

        return [.. _inlines];
    }

    internal void FlushTo(List<DocBlock> blocks)
    {
        if (_inlines.Count > 0)
        {
            blocks.Add(new DocParagraph(ToInlines()));
            _inlines.Clear();
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}

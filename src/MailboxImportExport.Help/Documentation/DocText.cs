using System;
using System.Collections.Generic;
using System.Linq;

namespace MailboxImportExport.Help.Documentation;

/// <summary>The text of one documentation tag.</summary>
internal sealed record DocText(IReadOnlyList<DocBlock> Blocks)
{
    internal static DocText Empty { get; } = new([]);

    internal bool IsEmpty => Blocks.Count == 0;

    internal static DocText Of(string text) => new([new DocParagraph([new(DocInlineKind.Text, text)])]);

    internal DocText Then(DocText more) => new([.. Blocks, .. more.Blocks]);

    /// <summary>The running text alone, on one line.</summary>
    internal string ToLine() => string.Join(' ', Blocks.OfType<DocParagraph>().Select(paragraph => LineOf(paragraph.Inlines)));

    internal static string LineOf(IReadOnlyList<DocInline> inlines) => string.Concat(inlines.Select(inline => inline.Kind == DocInlineKind.Link && inline.Text != inline.Address
        ? $"{inline.Text} ({inline.Address})"
        : inline.Text));

    /// <summary>Takes the first sentence off, which serves as a title, and its full stop.</summary>
    internal (IReadOnlyList<DocInline> Sentence, DocText Others) SplitFirstSentence()
    {
        if (Blocks is not [DocParagraph first, ..])
        {
            return ([], this);
        }

        DocText others = new([.. Blocks.Skip(1)]);
        for (int i = 0; i < first.Inlines.Count; i++)
        {
            DocInline inline = first.Inlines[i];
            int end = inline.Kind == DocInlineKind.Text ? inline.Text.IndexOf(". ", StringComparison.Ordinal) : -1;
            if (end >= 0)
            {
                DocParagraph rest = new([inline with { Text = inline.Text[(end + 2)..] }, .. first.Inlines.Skip(i + 1)]);
                return ([.. first.Inlines.Take(i), inline with { Text = inline.Text[..end] }], new([rest, .. others.Blocks]));
            }
        }

        DocInline last = first.Inlines[^1];
        return ([.. first.Inlines.SkipLast(1), last with { Text = last.Text.TrimEnd('.') }], others);
    }
}

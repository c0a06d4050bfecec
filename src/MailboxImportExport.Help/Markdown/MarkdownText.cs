using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using MailboxImportExport.Help.Documentation;

namespace MailboxImportExport.Help.Markdown;

/// <summary>Text with the mark-up of Markdown.</summary>
internal static partial class MarkdownText
{
    internal static string Render(DocText text) => string.Join("\n\n", text.Blocks.Select(Render));

    /// <summary>The running text alone, for a cell of a table.</summary>
    internal static string Line(DocText text) => string.Join(' ', text.Blocks.OfType<DocParagraph>().Select(paragraph => Line(paragraph.Inlines)));

    internal static string Line(IReadOnlyList<DocInline> inlines) => string.Concat(inlines.Select(Render));

    internal static string Render(DocInline inline) => inline.Kind switch
    {
        DocInlineKind.Code => Code(inline.Text),
        DocInlineKind.Command => $"[{inline.Text}]({inline.Address}.md)",
        DocInlineKind.Link => $"[{Escape(inline.Text)}]({inline.Address})",
        _ => Escape(inline.Text),
    };

    internal static string Code(string text) => text.Contains('`', StringComparison.Ordinal) ? $"`` {text} ``" : $"`{text}`";

    /// <summary>A row of a table; a bar in a cell, even in code, would begin the next cell.</summary>
    internal static string Row(params string[] cells) => $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", @"\|", StringComparison.Ordinal)))} |";

    internal static string Fenced(string language, string code) => $"```{language}\n{code}\n```";

    private static string Render(DocBlock block) => block switch
    {
        DocParagraph paragraph => Line(paragraph.Inlines),
        DocCode code => Fenced("powershell", code.Code),
        DocList list => string.Join('\n', list.Items.Select((item, i) => Mark(list, i) + Entry(item))),
        _ => string.Empty,
    };

    private static string Mark(DocList list, int index) => list.Numbered ? (index + 1).ToString(CultureInfo.InvariantCulture) + ". " : "- ";

    private static string Entry(DocListItem item) => item.Term.Count == 0 ? Line(item.Text) : $"{Line(item.Term)}: {Line(item.Text)}";

    private static string Escape(string text) => Special().Replace(text, @"\$0");

    [GeneratedRegex(@"[\\`*\[\]<>]")]
    private static partial Regex Special();
}

using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using MailboxImportExport.Help.Documentation;

namespace MailboxImportExport.Help.Maml;

/// <summary>Text without any mark-up, as Get-Help shows it: one string a paragraph, wrapped by the console.</summary>
internal static class MamlText
{
    internal static IEnumerable<string> Paragraphs(DocText text) => text.Blocks.Select(Paragraph);

    // A list is one paragraph of several lines: Get-Help puts an empty line after each paragraph.
    private static string Paragraph(DocBlock block) => block switch
    {
        DocParagraph paragraph => DocText.LineOf(paragraph.Inlines),
        DocCode code => code.Code,
        DocList list => string.Join('\n', list.Items.Select((item, i) => Mark(list, i) + Entry(item))),
        _ => string.Empty,
    };

    private static string Mark(DocList list, int index) => list.Numbered ? (index + 1).ToString(CultureInfo.InvariantCulture) + ". " : "- ";

    private static string Entry(DocListItem item) => item.Term.Count == 0
        ? DocText.LineOf(item.Text)
        : $"{DocText.LineOf(item.Term)}: {DocText.LineOf(item.Text)}";
}

using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using MailboxImportExport.Help.Documentation;
using MailboxImportExport.Help.Model;

namespace MailboxImportExport.Help.Reflection;

/// <summary>Reads examples: a paragraph that says what it does, the code, paragraphs on what is to be seen.</summary>
internal sealed class ExampleReader(MemberText text)
{
    internal IReadOnlyList<ExampleHelp> Read(XElement? comment)
    {
        XElement[] examples = [.. comment?.Elements("example") ?? []];
        if (examples.Length == 0)
        {
            text.Report(FaultCodes.NoExample, "has no <example>");
        }

        return [.. examples.Select((example, i) => Read(example, i + 1))];
    }

    private ExampleHelp Read(XElement example, int number)
    {
        XElement[] codes = [.. example.Elements("code")];
        if (codes.Length != 1)
        {
            text.Report(FaultCodes.PoorExample, $"has an example {number} with {codes.Length} <code>; one is needed");
        }

        (IReadOnlyList<DocInline> title, DocText introduction) = ReadPart(example.Nodes().TakeWhile(node => !codes.Contains(node))).SplitFirstSentence();
        if (title.Count == 0)
        {
            text.Report(FaultCodes.PoorExample, $"has an example {number} without a sentence before its <code>");
        }

        return new ExampleHelp
        {
            Number = number,
            Title = title,
            Introduction = introduction,
            Code = codes.Length > 0 ? CodeText.Read(codes[0]) : string.Empty,
            NoRun = codes.Length > 0 ? (string?)codes[0].Attribute("norun") : null,
            Explanation = ReadPart(example.Nodes().SkipWhile(node => !codes.Contains(node)).Skip(1)),
        };
    }

    private DocText ReadPart(IEnumerable<XNode> nodes) => text.Read(new XElement("part", nodes));
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace MailboxImportExport.Help.Documentation;

/// <summary>Reads the text of a documentation tag; reports what it does not know, so that no text is lost silently.</summary>
internal sealed class DocTextReader(Func<string, DocInline?> findReference, Action<string, string> report)
{
    internal DocText Read(XElement? element)
    {
        if (element is null)
        {
            return DocText.Empty;
        }

        List<DocBlock> blocks = [];
        ReadInto(element, blocks);
        return new DocText(blocks);
    }

    private void ReadInto(XElement element, List<DocBlock> blocks)
    {
        InlineText running = new();
        foreach (XNode node in element.Nodes())
        {
            if (node is XElement { Name.LocalName: "para" or "code" or "list" } block)
            {
                running.FlushTo(blocks);
                ReadBlock(block, blocks);
            }
            else
            {
                AddInline(node, running);
            }
        }

        running.FlushTo(blocks);
    }

    private void ReadBlock(XElement element, List<DocBlock> blocks)
    {
        switch (element.Name.LocalName)
        {
            case "para":
                ReadInto(element, blocks);
                break;
            case "code":
                blocks.Add(new DocCode(CodeText.Read(element)));
                break;
            default:
                blocks.Add(new DocList((string?)element.Attribute("type") == "number", [.. element.Elements("item").Select(ReadItem)]));
                break;
        }
    }

    private DocListItem ReadItem(XElement item)
    {
        XElement? term = item.Element("term");
        XElement? description = item.Element("description");
        return term is null && description is null
            ? new DocListItem([], ReadInlines(item))
            : new DocListItem(ReadInlines(term), ReadInlines(description));
    }

    private IReadOnlyList<DocInline> ReadInlines(XElement? element)
    {
        InlineText running = new();
        foreach (XNode node in element?.Nodes() ?? [])
        {
            AddInline(node, running);
        }

        return running.ToInlines();
    }

    private void AddInline(XNode node, InlineText running)
    {
        switch (node)
        {
            case XText text:
                running.Add(DocInlineKind.Text, text.Value);
                break;
            case XElement { Name.LocalName: "c" } code:
                running.Add(DocInlineKind.Code, code.Value);
                break;
            case XElement { Name.LocalName: "paramref" or "typeparamref" } reference:
                running.Add(DocInlineKind.Code, "-" + (string?)reference.Attribute("name"));
                break;
            case XElement { Name.LocalName: "see" } see:
                running.Add(ReadSee(see));
                break;
            case XElement unknown:
                report(FaultCodes.UnknownTag, $"the tag <{unknown.Name.LocalName}> is not understood here");
                break;
        }
    }

    /// <summary>Reads a reference: to code, to a word of the language, or to a page.</summary>
    internal DocInline ReadSee(XElement see)
    {
        if ((string?)see.Attribute("href") is string address)
        {
            return new(DocInlineKind.Link, see.Value.Length > 0 ? see.Value : address, address);
        }

        if ((string?)see.Attribute("langword") is string word)
        {
            return new(DocInlineKind.Code, word is "null" or "true" or "false" ? "$" + word : word);
        }

        string cref = (string?)see.Attribute("cref") ?? string.Empty;
        if (findReference(cref) is DocInline found)
        {
            return see.Value.Length > 0 ? found with { Text = see.Value } : found;
        }

        report(FaultCodes.UnresolvedReference, $"the reference '{cref}' leads nowhere");
        return new(DocInlineKind.Code, cref);
    }
}

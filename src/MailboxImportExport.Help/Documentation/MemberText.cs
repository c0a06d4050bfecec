using System;
using System.Xml.Linq;

namespace MailboxImportExport.Help.Documentation;

/// <summary>Reads the texts in the comment of one member and reports what is wrong with them, with the member's name and place.</summary>
internal sealed class MemberText
{
    private readonly XmlDocumentation _documentation;
    private readonly FaultList _faults;
    private readonly SourceLine _where;
    private readonly string _name;
    private readonly DocTextReader _reader;

    internal MemberText(XmlDocumentation documentation, Func<string, DocInline?> findReference, FaultList faults, SourceLine where, string name)
    {
        _documentation = documentation;
        _faults = faults;
        _where = where;
        _name = name;
        _reader = new DocTextReader(findReference, Report);
    }

    internal DocText Required(XElement? comment, string tag, string code, string complaint)
    {
        DocText text = Optional(comment, tag);
        if (text.IsEmpty)
        {
            Report(code, complaint);
        }

        return text;
    }

    internal DocText Optional(XElement? comment, string tag) => Read(comment?.Element(tag));

    internal DocText Read(XElement? element) => _reader.Read(element);

    internal DocInline Reference(XElement see) => _reader.ReadSee(see);

    /// <summary>Reads the summary of another member that the help of this one shows, as a type it gives or a value it takes.</summary>
    internal DocText SummaryOf(string id, string what)
    {
        DocText text = Optional(_documentation.Find(id), "summary");
        if (text.IsEmpty)
        {
            Report(FaultCodes.UndocumentedType, $"shows {what}, which has no <summary>");
        }

        return text;
    }

    internal void Report(string code, string complaint) => _faults.Add(_where, code, $"{_name} {complaint}");
}

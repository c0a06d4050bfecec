using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using MailboxImportExport.Model;

namespace MailboxImportExport.FastTransfer;

/// <summary>What was odd about a stream, with the places. Texts are made when somebody reads them; a broken stream can have very many.</summary>
internal sealed class StreamWarnings
{
    private readonly List<Entry> _entries = [];
    private int _more;

    /// <summary>Whether something of the item is missing.</summary>
    public bool IsIncomplete { get; private set; }

    /// <param name="kind">What it is.</param>
    /// <param name="offset">Byte of the stream.</param>
    /// <param name="detail">A number that belongs to it.</param>
    public void Add(StreamWarningKind kind, long offset, uint detail = 0)
    {
        IsIncomplete |= kind is not (StreamWarningKind.UnknownFrame or StreamWarningKind.NullType or StreamWarningKind.UnknownCodePage);
        if (_entries.Count < ReadingLimits.Warnings)
        {
            _entries.Add(new Entry(kind, offset, detail));
        }
        else
        {
            _more++;
        }
    }

    public IReadOnlyList<ItemStreamWarning> ToModel()
    {
        List<ItemStreamWarning> warnings = _entries.Select(static e => new ItemStreamWarning { Offset = e.Offset, Message = Text(e) }).ToList();
        if (_more > 0)
        {
            warnings.Add(new ItemStreamWarning { Offset = _entries[_entries.Count - 1].Offset, Message = $"{_more.ToString(CultureInfo.InvariantCulture)} further warnings." });
        }

        return warnings;
    }

    private static string Text(Entry entry)
    {
        string hex = "0x" + entry.Detail.ToString("X8", CultureInfo.InvariantCulture);
        return entry.Kind switch
        {
            StreamWarningKind.FrameCutOff => "The stream is cut off inside of a frame.",
            StreamWarningKind.UnknownFrame => $"A frame of the unknown operation {hex} was skipped.",
            StreamWarningKind.NoContent => "The stream holds no transfer buffer.",
            StreamWarningKind.PropertyCutOff => $"The stream is cut off inside of the property {hex}.",
            StreamWarningKind.UnknownType => $"The property {hex} has a type of unknown length; the rest of the stream was not read.",
            StreamWarningKind.NameMalformed => $"The name of the property {hex} cannot be read; the rest of the stream was not read.",
            StreamWarningKind.NullType => $"The property {hex} has no value.",
            StreamWarningKind.UnknownCodePage => $"The text of the property {hex} is in a code page that this system does not have.",
            StreamWarningKind.Incomplete => $"The server says that what follows is not complete (error {hex}).",
            StreamWarningKind.MarkerMisplaced => $"The marker {hex} cannot stand here.",
            _ => $"What begins with the marker {hex} does not end.",
        };
    }

    private readonly record struct Entry(StreamWarningKind Kind, long Offset, uint Detail);
}

using System;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.FastTransfer;

/// <summary>An item that was read. It holds its stream open; values are read from it. Not for several threads at once.</summary>
internal sealed class FastTransferItem : IDisposable
{
    private readonly NameTable _names;
    private readonly ChunkedList<ItemElement> _elements;

    public FastTransferItem(PayloadReader payload, NameTable names, ChunkedList<ItemElement> elements, StreamWarnings warnings)
    {
        Payload = payload;
        Values = new ValueReader(payload);
        _names = names;
        _elements = elements;
        Warnings = warnings;
        Message = new ItemNode(this, StreamMarker.StartMessage, 0, elements.Count);
    }

    /// <summary>The message with everything in it.</summary>
    public ItemNode Message { get; }

    /// <summary>The build of the server that wrote the stream, when it says so.</summary>
    public ServerVersion? Version { get; init; }

    /// <summary>Whether it is an associated (hidden) item.</summary>
    public bool IsAssociated { get; init; }

    /// <summary>Bytes at the end of the stream that could not be read.</summary>
    public uint UnreadBytes { get; init; }

    /// <summary>What was odd.</summary>
    public StreamWarnings Warnings { get; }

    /// <summary>Whether all of the item was read.</summary>
    public bool IsComplete => UnreadBytes == 0 && !Warnings.IsIncomplete;

    /// <summary>Bytes looked at and elements made so far: what reading has cost.</summary>
    public long Work => Payload.BytesVisited + _elements.Count;

    internal PayloadReader Payload { get; }

    internal ValueReader Values { get; }

    public ItemElement Element(int index) => _elements[index];

    public MapiPropertyId IdOf(ItemElement element)
        => element.Id < MapiPropertyId.FirstNamed ? new MapiPropertyId(element.Id) : new MapiPropertyId(_names[element.Id - MapiPropertyId.FirstNamed]);

    public void Dispose() => Payload.Dispose();
}

using System.Buffers.Binary;
using System.Collections.Generic;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.FastTransfer;

/// <summary>
/// Puts the elements of a stream into the order of an item. Children may come in any order and properties of the message behind
/// them; what does not end is ended, and what ends without a beginning is left out, both with a warning.
/// </summary>
internal sealed class ItemIndexer(PayloadReader payload, NameTable names, StreamWarnings warnings)
{
    private readonly ElementLexer _lexer = new(payload, names, warnings);
    private readonly ChunkedList<ItemElement> _elements = new();
    private readonly Stack<Open> _open = new();
    private int _openRecipients;
    private int _openAttachments;
    private int _openEmbedded;

    /// <summary>Whether the stream says that the item is an associated (hidden) one.</summary>
    public bool IsAssociated { get; private set; }

    /// <summary>Where reading stopped.</summary>
    public uint Position => _lexer.Position;

    /// <summary>Reads to the end, or to where nothing more can be read.</summary>
    public ChunkedList<ItemElement> Read()
    {
        while (_lexer.TryRead(out StreamElement element))
        {
            if (element.IsMarker)
            {
                Take(element.Marker, element.Offset);
            }
            else if (element.IsMeta)
            {
                TakeMeta(element);
            }
            else
            {
                int id = element.Name is null ? element.WireId : MapiPropertyId.FirstNamed + _lexer.LastName;
                Add(ItemElement.Property(id, element.Type.Number, element.Offset), element.Offset);
            }
        }

        while (_open.Count > 0)
        {
            Open open = _open.Pop();
            warnings.Add(StreamWarningKind.NotEnded, payload.SourceOffset(open.Offset), (uint)open.Marker);
            End(open);
        }

        return _elements;
    }

    private void Take(StreamMarker marker, uint offset)
    {
        if (!StreamMarkers.IsOfItem(marker))
        {
            throw Errors.ItemUnreadable(payload.Name, "it holds a folder or a synchronisation, not an item", payload.SourceOffset(offset));
        }

        switch (marker)
        {
            case StreamMarker.StartMessage or StreamMarker.StartFAIMsg when _open.Count == 0 && _elements.Count == 0:
                IsAssociated = marker == StreamMarker.StartFAIMsg;
                break;
            case StreamMarker.EndMessage when _open.Count == 0:
                break;
            case StreamMarker.StartRecip or StreamMarker.NewAttach:
                CloseChild();
                Begin(marker, offset);
                break;
            case StreamMarker.StartEmbed:
                BeginEmbedded(offset);
                break;
            case StreamMarker.EndToRecip:
                EndAsFarAs(StreamMarker.StartRecip, marker, offset);
                break;
            case StreamMarker.EndAttach:
                EndAsFarAs(StreamMarker.NewAttach, marker, offset);
                break;
            case StreamMarker.EndEmbed:
                EndAsFarAs(StreamMarker.StartEmbed, marker, offset);
                break;
            default:
                warnings.Add(StreamWarningKind.MarkerMisplaced, payload.SourceOffset(offset), (uint)marker);
                break;
        }
    }

    // A recipient or attachment ends where the next one begins, at the latest.
    private void CloseChild()
    {
        if (_open.Count > 0 && _open.Peek() is { Marker: not StreamMarker.StartEmbed } open)
        {
            warnings.Add(StreamWarningKind.NotEnded, payload.SourceOffset(open.Offset), (uint)open.Marker);
            End(_open.Pop());
        }
    }

    private void BeginEmbedded(uint offset)
    {
        if (_open.Count == 0 || _open.Peek().Marker != StreamMarker.NewAttach)
        {
            // Kept apart all the same: its properties are not those of the message around it.
            warnings.Add(StreamWarningKind.MarkerMisplaced, payload.SourceOffset(offset), (uint)StreamMarker.StartEmbed);
        }

        if (_openEmbedded == ReadingLimits.Depth)
        {
            throw Errors.ItemUnreadable(payload.Name, $"messages stand inside of each other more than {ReadingLimits.Depth} deep", payload.SourceOffset(offset));
        }

        Begin(StreamMarker.StartEmbed, offset);
    }

    private void Begin(StreamMarker marker, uint offset)
    {
        OpenCount(marker)++;
        _open.Push(new Open(marker, _elements.Count, offset));
        Add(new ItemElement((uint)marker, 0), offset);
    }

    private void EndAsFarAs(StreamMarker begin, StreamMarker end, uint offset)
    {
        if (OpenCount(begin) == 0)
        {
            warnings.Add(StreamWarningKind.MarkerMisplaced, payload.SourceOffset(offset), (uint)end);
            return;
        }

        // What stands open inside of it ends with it.
        Open ended = _open.Pop();
        while (ended.Marker != begin)
        {
            warnings.Add(StreamWarningKind.NotEnded, payload.SourceOffset(ended.Offset), (uint)ended.Marker);
            End(ended);
            ended = _open.Pop();
        }

        End(ended);
    }

    private void End(Open open)
    {
        OpenCount(open.Marker)--;
        _elements[open.Element] = new ItemElement((uint)open.Marker, (uint)_elements.Count);
    }

    private ref int OpenCount(StreamMarker begin)
    {
        switch (begin)
        {
            case StreamMarker.StartRecip:
                return ref _openRecipients;
            case StreamMarker.NewAttach:
                return ref _openAttachments;
            default:
                return ref _openEmbedded;
        }
    }

    private void TakeMeta(StreamElement element)
    {
        if (element.WireId == MetaProperty.EcWarning && element.Type.FixedLength == sizeof(uint))
        {
            uint error = BinaryPrimitives.ReadUInt32LittleEndian(payload.Peek(element.ValueOffset, sizeof(uint)));
            warnings.Add(StreamWarningKind.Incomplete, payload.SourceOffset(element.Offset), error);
        }
    }

    private void Add(ItemElement element, uint offset)
    {
        if (_elements.Count == ReadingLimits.Elements)
        {
            throw Errors.ItemUnreadable(payload.Name, "it has more properties than any item", payload.SourceOffset(offset));
        }

        _elements.Add(element);
    }

    private readonly record struct Open(StreamMarker Marker, int Element, uint Offset);
}

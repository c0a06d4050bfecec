using System;
using System.Collections.Generic;
using System.IO;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.FastTransfer;

/// <summary>
/// Writes an exported item from front to back: properties of the message, then recipients, then attachments, each between its
/// beginning and its end. Nothing is held back but one transfer buffer.
/// </summary>
internal sealed class FastTransferWriter
{
    private const ushort RecipientList = 0x0E12;
    private const ushort AttachmentList = 0x0E13;

    // Flags: Unicode, best body, and the form that Exchange has written since 2010; the values are those of every published stream.
    private static readonly byte[] Configuration = [0, 0, 0, 0, 1, 0, 0, 0];
    private static readonly byte[] InterfaceQuestion = [1, 0, 0, 0, 0x07, 0x03, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46, 0x00, 0x24, 0x00, 0x80];

    private readonly FrameWriter _frames;
    private readonly ValueWriter _values;
    private readonly Stack<Level> _levels = new();

    public FastTransferWriter(Stream output, FastTransferWriterOptions? options = null)
    {
        FastTransferWriterOptions settings = options ?? new FastTransferWriterOptions();
        _frames = new FrameWriter(output, settings.PayloadLength);
        _frames.WriteFrame(FrameOperation.Configure, Configuration);
        _frames.WriteFrame(FrameOperation.IsInterfaceOk, InterfaceQuestion);
        _frames.WriteFrame(FrameOperation.TellVersion, settings.Version.ToBytes());
        _values = new ValueWriter(_frames, settings.TextListsNameTheirCodePage);
        _levels.Push(new Level(StreamMarker.StartMessage));
    }

    /// <summary>Writes a property of what has begun last.</summary>
    public void WriteProperty(MapiPropertyId id, MapiPropertyType type, object value) => _values.Write(id, type, value);

    /// <summary>Writes a property whose bytes come from a stream.</summary>
    public void WriteProperty(MapiPropertyId id, MapiPropertyType type, Stream value) => _values.Write(id, type, value);

    /// <summary>Writes properties and children of a node of an item that was read, exactly as they stand in its stream.</summary>
    public void Copy(ItemNode node)
    {
        foreach (ItemProperty property in node.Properties)
        {
            _values.Copy(property);
        }

        foreach (ItemNode recipient in node.Recipients)
        {
            BeginRecipient();
            Copy(recipient);
            End();
        }

        foreach (ItemNode attachment in node.Attachments)
        {
            BeginAttachment();
            Copy(attachment);
            End();
        }

        if (node.Embedded is ItemNode embedded)
        {
            BeginEmbedded();
            Copy(embedded);
            End();
        }
    }

    public void BeginRecipient() => BeginChild(StreamMarker.StartRecip, RecipientList);

    public void BeginAttachment() => BeginChild(StreamMarker.NewAttach, AttachmentList);

    /// <summary>Begins the message inside of an attachment.</summary>
    public void BeginEmbedded()
    {
        Require(StreamMarker.NewAttach);
        Begin(StreamMarker.StartEmbed);
    }

    /// <summary>Ends what has begun last.</summary>
    public void End()
    {
        StreamMarker end = _levels.Peek().Kind switch
        {
            StreamMarker.StartRecip => StreamMarker.EndToRecip,
            StreamMarker.NewAttach => StreamMarker.EndAttach,
            StreamMarker.StartEmbed => StreamMarker.EndEmbed,
            _ => throw new InvalidOperationException("Nothing has begun."),
        };
        _levels.Pop();
        _values.WriteTag((uint)end);
    }

    /// <summary>Ends the item; the output stays open.</summary>
    public void Complete()
    {
        Require(StreamMarker.StartMessage);
        _frames.Complete();
    }

    private void BeginChild(StreamMarker marker, ushort list)
    {
        Level level = _levels.Peek();
        if (level.Kind is StreamMarker.StartRecip or StreamMarker.NewAttach)
        {
            throw new InvalidOperationException("Recipients and attachments stand in messages.");
        }

        if (level.Cleared != list)
        {
            // Tells the reader to empty the list before its first entry; the services write it as well.
            level.Cleared = list;
            _values.WriteDirective(MetaProperty.FXDelProp, list);
        }

        Begin(marker);
    }

    private void Begin(StreamMarker marker)
    {
        _levels.Push(new Level(marker));
        _values.WriteTag((uint)marker);
    }

    private void Require(StreamMarker kind)
    {
        if (_levels.Peek().Kind != kind)
        {
            throw new InvalidOperationException($"{_levels.Peek().Kind} has not been ended.");
        }
    }

    private sealed class Level(StreamMarker kind)
    {
        public StreamMarker Kind { get; } = kind;

        /// <summary>The list that has been told to be emptied last.</summary>
        public ushort Cleared { get; set; }
    }
}

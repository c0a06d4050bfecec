using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Mapi;

namespace MailboxImportExport.Sandbox.Streams;

/// <summary>Writes an item stream piece by piece, as the reader of it comes along: no piece is longer than a frame.</summary>
internal sealed class ItemStreamWriter(NamedPropertyMap names, StreamShape shape)
{
    private const ushort RecipientList = 0x0E12;
    private const ushort AttachmentList = 0x0E13;
    private static readonly byte[] UnknownFrame = [0x06, 0, 0, 0, 0x08, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] EmptyFrame = [0x02, 0, 0, 0, 0, 0, 0, 0];

    // Configure for copying to, then the question whether the partner takes messages in Unicode.
    private static readonly byte[] Prologue = Convert.FromHexString(
        "01000000080000000000000001000000"
        + "030000001800000001000000070302000000" + "0000C00000000000004600240080"
        + "0400000006000000");

    private readonly AtomWriter _atoms = new(names, shape);

    public IEnumerable<ReadOnlyMemory<byte>> Write(MessageContent message)
    {
        yield return (byte[])[.. Prologue, .. shape.Version.ToBytes()];
        bool first = true;
        foreach (ReadOnlyMemory<byte> frame in FrameCutter.Cut(Message(message)))
        {
            if (!first && shape.Interleaved != InterleavedFrame.None)
            {
                yield return shape.Interleaved == InterleavedFrame.Empty ? EmptyFrame : UnknownFrame;
            }

            first = false;
            yield return frame;
        }
    }

    private IEnumerable<StreamAtom> Message(MessageContent message)
    {
        bool late = shape.PropertiesAfterAttachments;
        return _atoms.Of(message.Properties.Where(property => !late || !IsLate(property)))
            .Concat(Recipients(message))
            .Concat(Attachments(message))
            .Concat(_atoms.Of(message.Properties.Where(property => late && IsLate(property))));
    }

    // Transport headers and sender names are what has been met behind a large attachment.
    private static bool IsLate(MapiProperty property)
        => property.Key == Tags.TransportMessageHeaders.Key || property.Key == Tags.SenderName.Key;

    private IEnumerable<StreamAtom> Recipients(MessageContent message)
        => message.Recipients
            .SelectMany(Recipient)
            .Prepend(AtomWriter.ClearFirst(RecipientList));

    private IEnumerable<StreamAtom> Recipient(PropertyBag recipient)
        => Led(recipient, Tags.RowId)
            .Prepend(AtomWriter.Of(Marker.StartRecip))
            .Append(AtomWriter.Of(Marker.EndToRecip));

    private IEnumerable<StreamAtom> Attachments(MessageContent message)
        => message.Attachments
            .SelectMany(Attachment)
            .Prepend(AtomWriter.ClearFirst(AttachmentList));

    private IEnumerable<StreamAtom> Attachment(AttachmentContent attachment)
        => Led(attachment.Properties, Tags.AttachNumber)
            .Prepend(AtomWriter.Of(Marker.NewAttach))
            .Concat(Embedded(attachment))
            .Append(AtomWriter.Of(Marker.EndAttach));

    private IEnumerable<StreamAtom> Embedded(AttachmentContent attachment)
        => attachment.Embedded is null
            ? []
            : Message(attachment.Embedded)
                .Prepend(AtomWriter.Of(Marker.StartEmbed))
                .Append(AtomWriter.Of(Marker.EndEmbed));

    /// <summary>The grammar wants one property in front of all others: the row of a recipient, the number of an attachment.</summary>
    private IEnumerable<StreamAtom> Led(PropertyBag bag, PropertyTag leader)
        => _atoms.Of(bag.Where(property => property.Key == leader.Key))
            .Concat(_atoms.Of(bag.Where(property => property.Key != leader.Key)));
}

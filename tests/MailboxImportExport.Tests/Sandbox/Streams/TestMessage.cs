using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Streams;

namespace MailboxImportExport.Tests.Sandbox.Streams;

/// <summary>Messages for the tests of streams, and the way there and back.</summary>
internal static class TestMessage
{
    private static readonly Guid Set = new("8ECCC264-6880-4EBE-992F-8888D2EEAA1D");

    /// <summary>A message with a property of every type, with names, recipients, and attachments two levels deep.</summary>
    public static MessageContent Full(int attachmentLength = 70_000) => new()
    {
        Properties = new PropertyBag([.. EveryType(), Tags.MessageClass.With("IPM.Note"), Tags.Subject.With("Grüße \ud83d\ude00 \ud800 half"), Tags.Html.With(new byte[5])]),
        Recipients = [Recipient(0, "Adele"), Recipient(1, "Bruno")],
        Attachments =
        [
            new AttachmentContent
            {
                Properties = new PropertyBag(
                [
                    Tags.AttachNumber.With(0),
                    Tags.AttachMethod.With(1),
                    Tags.AttachLongFilename.With("data.bin"),
                    Tags.AttachData.With(new GeneratedContent(attachmentLength, seed: 7)),
                ]),
            },
            new AttachmentContent
            {
                Properties = new PropertyBag([Tags.AttachNumber.With(1), Tags.AttachMethod.With(5), Tags.DisplayName.With("inside")]),
                Embedded = Plain("inside"),
            },
        ],
    };

    public static MessageContent Plain(string subject, int htmlLength = 100) => new()
    {
        Properties = new PropertyBag(
        [
            Tags.MessageClass.With("IPM.Note"),
            Tags.Subject.With(subject),
            Tags.Html.With(new GeneratedContent(htmlLength, seed: 3)),
        ]),
    };

    public static byte[] Write(MessageContent message, StreamShape? shape = null)
        => [.. new ItemStreamWriter(new NamedPropertyMap(), shape ?? new StreamShape()).Write(message).SelectMany(static piece => piece.ToArray())];

    public static ItemStream Read(byte[] stream)
    {
        using MemoryStream source = new(stream);
        return ItemStreamReader.Read(source);
    }

    public static IReadOnlyList<Frame> Frames(byte[] stream)
    {
        using MemoryStream source = new(stream);
        return FrameReader.ReadAll(source);
    }

    private static IEnumerable<MapiProperty> EveryType()
    {
        FileTime time = FileTime.From(new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.Zero));
        object[] values =
        [
            (short)-2, 3, 4.5f, 5.5d, 6L, 7.5d, unchecked((int)0x80004005), true, new MemoryContent([1, 2]), 9L, "text", time, Set, new MemoryContent([3]), new MemoryContent([4, 5]),
            new short[] { 1, -1 }, new[] { 2, 3 }, new[] { 1f }, new[] { 1d, 2d }, new[] { 4L }, new[] { 8d }, new[] { 5L, 6L }, new[] { "red", string.Empty, "grün" },
            new[] { time, new FileTime(-1) }, new[] { Set }, new Content[] { new MemoryContent([]), new MemoryContent([9]) },
        ];
        return Enum.GetValues<PropertyType>().Order().Zip(values).Select(static (pair, index)
            => new MapiProperty(new PropertyKey(new NamedProperty(Set, $"Property{index:D2}")), pair.First, pair.Second))
            .Append(new PropertyTag(Set, 0x8501, PropertyType.Int32).With(15));
    }

    private static PropertyBag Recipient(int row, string name)
        => new([Tags.RowId.With(row), Tags.RecipientType.With(1), Tags.DisplayName.With(name), Tags.SmtpAddress.With($"{name}@contoso.example")]);
}

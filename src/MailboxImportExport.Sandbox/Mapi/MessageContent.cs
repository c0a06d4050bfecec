using System.Collections.Generic;
using System.Linq;

namespace MailboxImportExport.Sandbox.Mapi;

/// <summary>What an item consists of: its own properties, its recipients and its attachments. Never changes.</summary>
internal sealed record MessageContent
{
    public required PropertyBag Properties { get; init; }

    public IReadOnlyList<PropertyBag> Recipients { get; init; } = [];

    public IReadOnlyList<AttachmentContent> Attachments { get; init; } = [];

    /// <summary>Tells whether both hold the same, contents compared byte by byte.</summary>
    public bool SameAs(MessageContent other)
        => Properties.SameAs(other.Properties)
            && Recipients.Count == other.Recipients.Count
            && Recipients.Zip(other.Recipients).All(static pair => pair.First.SameAs(pair.Second))
            && Attachments.Count == other.Attachments.Count
            && Attachments.Zip(other.Attachments).All(static pair => pair.First.SameAs(pair.Second));

    /// <summary>The room that all values take together.</summary>
    public long Size()
        => SizeOf(Properties)
            + Recipients.Sum(SizeOf)
            + Attachments.Sum(static attachment => SizeOf(attachment.Properties) + (attachment.Embedded?.Size() ?? 0));

    private static long SizeOf(PropertyBag bag) => bag.Sum(static property => PropertyValues.SizeOf(property.Value));
}

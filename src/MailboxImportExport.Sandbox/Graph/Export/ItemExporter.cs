using System;
using System.Collections.Generic;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Streams;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Export;

/// <summary>
/// Makes the stream of an item anew at each export, as the service does: with its own build, its own frames, its own numbers for names and the
/// times of the item it has. Nothing of the stream that once came in is echoed.
/// </summary>
internal static class ItemExporter
{
    private const char Mark = '\u0001';

    public static IEnumerable<ReadOnlyMemory<byte>> Export(SandboxItem item, SandboxSwitches switches)
        => new ItemStreamWriter(item.Mailbox.Names, Shape(switches)).Write(item.Content with
        {
            Properties = Subject(item.Content.Properties, switches).With(
                Tags.CreationTime.With(item.Created),
                Tags.LastModificationTime.With(item.Modified)),
        });

    // Character 1, then the length of the prefix and one more, as a store keeps it.
    private static PropertyBag Subject(PropertyBag properties, SandboxSwitches switches)
    {
        string? subject = properties.Text(Tags.Subject);
        int prefix = properties.Text(Tags.SubjectPrefix)?.Length ?? 0;
        bool isMarked = switches.SubjectsMarkTheirPrefix && subject?.Length > 0 && prefix > 0 && subject[0] != Mark;
        return isMarked ? properties.With(Tags.Subject.With($"{Mark}{(char)(prefix + 1)}{subject}")) : properties;
    }

    private static StreamShape Shape(SandboxSwitches switches) => new()
    {
        Version = switches.ServerIsUpdated ? ServerVersion.Updated : ServerVersion.Current,
        Interleaved = switches.FrameBetweenTransferBuffers,
        PropertiesAfterAttachments = switches.PropertiesAfterAttachments,
        TextListsNameTheirCodePage = switches.TextListsNameTheirCodePage,
    };
}

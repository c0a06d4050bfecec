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
    public static IEnumerable<ReadOnlyMemory<byte>> Export(SandboxItem item, SandboxSwitches switches)
        => new ItemStreamWriter(item.Mailbox.Names, Shape(switches)).Write(item.Content with
        {
            Properties = item.Content.Properties.With(
                Tags.CreationTime.With(item.Created),
                Tags.LastModificationTime.With(item.Modified)),
        });

    private static StreamShape Shape(SandboxSwitches switches) => new()
    {
        Version = switches.ServerIsUpdated ? ServerVersion.Updated : ServerVersion.Current,
        Interleaved = switches.FrameBetweenTransferBuffers,
        PropertiesAfterAttachments = switches.PropertiesAfterAttachments,
        TextListsNameTheirCodePage = switches.TextListsNameTheirCodePage,
    };
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.Transfer.Reading;

/// <summary>Finds the items that a source stands for: itself, or everything in an export folder.</summary>
internal sealed class ContentSources(string? sourceMailbox, bool allVersions, IRunLog log)
{
    /// <summary>The items, one after the other, so that a large folder is never in memory.</summary>
    public IEnumerable<NamedContent> Expand(ContentSource source) => source switch
    {
        { Item: ExportedMailboxItem item } => [Of(item)],
        { Bytes: byte[] bytes } => [Of(new BytesContent(bytes))],
        { Path: string path } when IsFolder(source) => ItemFolderReader.OpenFolder(path, sourceMailbox, log).Items(allVersions).Select(static entry => Of(entry.Item)),
        { Path: string path } => [Of(FileContent.Of(path))],
        _ => throw new ArgumentException("A source is an item, a path or bytes.", nameof(source)),
    };

    /// <summary>Whether a source stands for any number of items.</summary>
    public static bool IsFolder(ContentSource source) => source.Path is string path && Directory.Exists(path);

    private static NamedContent Of(ExportedMailboxItem item) => new(item.File ?? item.ToString(), ExportedContent.Of(item), item);

    private static NamedContent Of(Graph.Import.IItemContent content) => new(content.Name, content, null);
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Export;

namespace MailboxImportExport.Transfer.Import;

/// <summary>Keeps what is about to be replaced: in an export folder beside the journal, from which it can be imported again.</summary>
internal sealed class ReplacedItems(GraphConnection connection, IRunLog log) : IDisposable
{
    private const string Extension = ".replaced";

    private readonly object _lock = new();
    private readonly Dictionary<string, ItemFolderWriter> _folders = new(StringComparer.Ordinal);

    /// <summary>The folder for what is replaced by imports of a journal.</summary>
    public static string FolderOf(string journalPath) => Path.ChangeExtension(journalPath, null) + Extension;

    /// <summary>Exports an item. When this returns, the version that is replaced is there, whole.</summary>
    /// <param name="held">The item.</param>
    /// <param name="folder">The folder that it is in.</param>
    /// <param name="journalPath">The journal beside which it is kept.</param>
    /// <param name="name">What the user knows the item by that takes its place.</param>
    /// <param name="cancellationToken">Ends the export.</param>
    public async Task KeepAsync(HeldVersion held, MailboxContentFolder folder, string journalPath, string name, CancellationToken cancellationToken)
    {
        ItemFolderWriter writer = Open(FolderOf(journalPath), cancellationToken);
        if (!writer.KnowsFolder(folder.MailboxId, folder.FolderId))
        {
            writer.AddFolders(folder.WithParents().Select(FolderRecord.Of));
        }

        ExportOutcome? outcome = null;
        ExportItems export = new(connection, new FolderTarget(writer, readableNames: false), log, o =>
        {
            outcome = o;
            return Task.CompletedTask;
        });
        await export.RunAsync(token => export.AddAsync(Request(held, folder), new Ledger(), token), cancellationToken).ConfigureAwait(false);
        if (outcome?.Item is null)
        {
            throw Errors.ItemNotKept(name, outcome?.Failure);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (ItemFolderWriter folder in _folders.Values)
            {
                folder.Dispose();
            }

            _folders.Clear();
        }
    }

    private static ExportRequest Request(HeldVersion held, MailboxContentFolder folder) => new()
    {
        MailboxId = folder.MailboxId,
        ItemId = held.ItemId,
        Item = new MailboxItem
        {
            MailboxId = folder.MailboxId,
            FolderId = folder.FolderId,
            FolderPath = folder.Path,
            Folder = folder,
            ItemId = held.ItemId,
            ChangeKey = held.ChangeKey,
        },
    };

    private ItemFolderWriter Open(string path, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_folders.TryGetValue(path, out ItemFolderWriter? writer))
            {
                writer = ItemFolderWriter.OpenFolder(path, new ItemFolderFiles(), verify: false, connection.Time, log, cancellationToken);
                _folders.Add(path, writer);
                log.Verbose($"What is replaced is kept in '{path}'.");
            }

            return writer;
        }
    }
}

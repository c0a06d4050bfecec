using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Graph.Mailboxes;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Export;

/// <summary>Finds the mailboxes and folders that the sources of a run name, each once. For one thread at a time.</summary>
internal sealed class SourceResolver(GraphConnection connection, IRunLog log)
{
    private readonly MailboxResolver _resolver = new(connection, log);
    private readonly Dictionary<string, MailboxImportExportException> _missing = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, MailboxContentFolder> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MailboxImportExportException> _notNamed = new(StringComparer.Ordinal);

    /// <summary>Finds the mailboxes of several sources by one call.</summary>
    public Task PrefetchAsync(IReadOnlyList<ExportSource> sources, CancellationToken cancellationToken)
        => _resolver.PrefetchAsync(sources.Where(static s => !s.ComposeMailboxId).Select(static s => s.Mailbox), sources[0].Archive, cancellationToken);

    /// <summary>Finds the mailbox of a source. A thousand items of a mailbox that is not there are not a thousand questions.</summary>
    public async Task<MailboxContentStore> ResolveAsync(ExportSource source, CancellationToken cancellationToken)
    {
        string key = KeyOf(source);
        if (_missing.TryGetValue(key, out MailboxImportExportException? known))
        {
            throw known;
        }

        try
        {
            MailboxContentStore store = await _resolver.ResolveAsync(source.Mailbox, source.Archive, source.ComposeMailboxId, cancellationToken).ConfigureAwait(false);
            _known[key] = store.MailboxId;
            return store;
        }
        catch (MailboxImportExportException e) when (e.Kind is FailureKind.MailboxNotFound or FailureKind.ArchiveNotFound)
        {
            _missing[key] = e;
            throw;
        }
    }

    /// <summary>What a mailbox is accounted by that nobody may ask for any more: its id when it was given or found before, else what it was named by.</summary>
    public string KnownIdOf(ExportSource source)
        => _known.TryGetValue(KeyOf(source), out string? id) ? id : (source.Archive ? null : source.Mailbox.MailboxId) ?? source.Mailbox.Text;

    /// <summary>Of an item that was named by its id with its folder, the place is known at least; else null. A folder that is not there is looked for once.</summary>
    public async Task<MailboxItem?> PlaceAsync(ExportSource source, MailboxContentStore store, CancellationToken cancellationToken)
    {
        if (source.Folder is null)
        {
            return null;
        }

        MailboxContentFolder folder = await FindAsync(source.Folder, store, cancellationToken).ConfigureAwait(false);
        return new MailboxItem { MailboxId = store.MailboxId, FolderId = folder.FolderId, FolderPath = folder.Path, Folder = folder, ItemId = source.ItemId! };
    }

    private static string KeyOf(ExportSource source) => $"{source.Archive}\n{source.Mailbox.Text}";

    private async Task<MailboxContentFolder> FindAsync(FolderIdentity identity, MailboxContentStore store, CancellationToken cancellationToken)
    {
        string key = $"{store.MailboxId}\n{identity.Text}";
        if (_notNamed.TryGetValue(key, out MailboxImportExportException? known))
        {
            throw known;
        }

        try
        {
            if (!_named.TryGetValue(key, out MailboxContentFolder? folder))
            {
                folder = await FolderSelection.FindAsync(identity, new FolderRequests(connection, log), store, cancellationToken).ConfigureAwait(false);
                _named.Add(key, folder);
            }

            return folder;
        }
        catch (MailboxImportExportException e) when (e.Kind == FailureKind.FolderNotFound || FailureScope.EndsMailbox(e.Kind))
        {
            _notNamed[key] = e;
            throw;
        }
    }
}

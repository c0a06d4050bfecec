using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Import;

/// <summary>
/// Finds, or where that is allowed creates, the folder of a target mailbox that an item belongs into. A folder that every
/// mailbox has is found by its well-known name, whatever the languages of the two mailboxes are.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A semaphore without a wait handle holds nothing.")]
internal sealed class ImportFolders
{
    private const string MailFolder = "IPF.Note";

    private readonly FolderRequests _requests;
    private readonly FolderResolver _resolver;
    private readonly FolderCreator _creator;
    private readonly ImportFolderOptions _options;
    private readonly MailboxContentStore _store;
    private readonly IRunLog _log;
    private readonly SemaphoreSlim _lock = new(1, 1);
    private readonly Dictionary<string, MailboxContentFolder> _found = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, MailboxImportExportException> _missing = new(StringComparer.OrdinalIgnoreCase);
    private MailboxContentFolder? _target;

    public ImportFolders(GraphConnection connection, MailboxContentStore store, ImportFolderOptions options, IRunLog log)
    {
        _requests = new FolderRequests(connection, log);
        _resolver = new FolderResolver(_requests, store);
        _creator = new FolderCreator(_requests, _resolver, store.MailboxId);
        _store = store;
        _options = options;
        _log = log;
    }

    /// <summary>The folder for an item.</summary>
    /// <param name="source">The folder that it came from, or null when nothing is known of it.</param>
    /// <param name="name">What the user knows the item by.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<MailboxContentFolder> GetAsync(SourceFolder? source, string name, CancellationToken cancellationToken)
    {
        // Folders of two mailboxes may have the same path and not be the same: "Archiv" is one that every German mailbox has.
        string key = _options.KeepsTree || _options.Target is null ? $"{source?.Path}\n{source?.Anchor?.WellKnownName}" : string.Empty;
        await _lock.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_found.TryGetValue(key, out MailboxContentFolder? known))
            {
                return known;
            }

            if (_missing.TryGetValue(key, out MailboxImportExportException? failure))
            {
                // One search for a folder, not one for each of its items.
                throw failure;
            }

            MailboxContentFolder folder = await FindAsync(source, name, cancellationToken).ConfigureAwait(false);
            _found.Add(key, folder);
            return folder;
        }
        catch (MailboxImportExportException e) when (e.Kind is FailureKind.FolderNotFound or FailureKind.TargetFolderNotFound)
        {
            _missing[key] = e;
            throw;
        }
        finally
        {
            _lock.Release();
        }
    }

    /// <summary>The folder that was named, or null when there is none and each item has a place of its own.</summary>
    public async Task<MailboxContentFolder?> GetTargetAsync(CancellationToken cancellationToken)
    {
        if (_options.Target is null)
        {
            return null;
        }

        await _lock.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _target ??= await TargetAsync(_options.Target, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _lock.Release();
        }
    }

    private async Task<MailboxContentFolder> FindAsync(SourceFolder? source, string name, CancellationToken cancellationToken)
    {
        if (_options.Target is null)
        {
            return await PlaceAsync(source ?? throw Errors.TargetFolderMissing(name), cancellationToken).ConfigureAwait(false);
        }

        _target ??= await TargetAsync(_options.Target, cancellationToken).ConfigureAwait(false);
        return _options.KeepsTree && source is not null
            ? await BelowAsync(_target, source.Path, string.Empty, source, cancellationToken).ConfigureAwait(false)
            : _target;
    }

    private async Task<MailboxContentFolder> TargetAsync(FolderIdentity identity, CancellationToken cancellationToken)
    {
        if (identity.Folder is not null && identity.Folder.MailboxId.Equals(_store.MailboxId, StringComparison.OrdinalIgnoreCase))
        {
            return identity.Folder;
        }

        return _options.MayCreate
            ? await EnsureAsync(identity.Text, null, static _ => MailFolder, cancellationToken).ConfigureAwait(false)
            : await _resolver.ResolveAsync(identity.Text, Errors.TargetFolderNotFound, cancellationToken).ConfigureAwait(false);
    }

    // The same place as in the source mailbox, counted from the nearest folder that both mailboxes have by nature.
    private async Task<MailboxContentFolder> PlaceAsync(SourceFolder source, CancellationToken cancellationToken)
    {
        if (source.Anchor is FolderRecord anchor
            && await _resolver.FindAsync(anchor.WellKnownName!, cancellationToken).ConfigureAwait(false) is MailboxContentFolder mapped)
        {
            return source.BelowAnchor.Length == 0
                ? mapped
                : await BelowAsync(mapped, source.BelowAnchor, anchor.Path, source, cancellationToken).ConfigureAwait(false);
        }

        return await BelowAsync(null, source.Path, string.Empty, source, cancellationToken).ConfigureAwait(false);
    }

    private async Task<MailboxContentFolder> BelowAsync(MailboxContentFolder? above, string path, string sourceAbove, SourceFolder source, CancellationToken cancellationToken)
    {
        if (_options.MayCreate)
        {
            return await EnsureAsync(path, above, part => source.ClassOf(FolderPath.Combine(sourceAbove, part)) ?? MailFolder, cancellationToken).ConfigureAwait(false);
        }

        MailboxContentFolder? folder = above;
        IReadOnlyList<string> names = FolderPath.Split(path);
        for (int i = 0; i < names.Count && (i == 0 || folder is not null); i++)
        {
            folder = folder is null
                ? await _resolver.FindAsync(FolderPath.Join(null, names[i]), cancellationToken).ConfigureAwait(false)
                : await _resolver.ChildAsync(folder, names[i], cancellationToken).ConfigureAwait(false);
        }

        return folder ?? throw Errors.PlaceNotFound(FolderPath.Combine(above?.Path ?? string.Empty, path), _store.ToString());
    }

    private async Task<MailboxContentFolder> EnsureAsync(string path, MailboxContentFolder? parent, Func<string, string> classOf, CancellationToken cancellationToken)
    {
        (MailboxContentFolder folder, int created) = await MakeAsync(path, parent, classOf, cancellationToken).ConfigureAwait(false);
        if (created > 0)
        {
            _log.Verbose($"Created '{folder.Path}' in {_store}.");
        }

        return folder;
    }

    // Refused for this folder, which says nothing of the mailbox: the items of the others go on.
    private async Task<(MailboxContentFolder Folder, int Created)> MakeAsync(string path, MailboxContentFolder? parent, Func<string, string> classOf, CancellationToken cancellationToken)
    {
        try
        {
            return await _creator.EnsureAsync(path, parent, classOf, cancellationToken).ConfigureAwait(false);
        }
        catch (MailboxServiceException e) when (e is { StatusCode: >= 400 and < 500 and not (401 or 404 or 408 or 429) } && e.Kind != FailureKind.MailboxFull)
        {
            if (FailureScope.EndsMailbox(e.Kind))
            {
                // Refused again when it is the mailbox that is refused.
                await _requests.ListTopAsync(_store.MailboxId, cancellationToken).ConfigureAwait(false);
            }

            throw Errors.TargetFolderNotMade(FolderPath.Combine(parent?.Path ?? string.Empty, path), _store.ToString(), e);
        }
    }
}

using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Export;

/// <summary>What a run lists, each once: a folder may be given by its path and by its id. From any thread.</summary>
internal sealed class ListedFolders(GraphConnection connection, IRunLog log)
{
    private readonly object _lock = new();

    // Ids of folders differ by letter case only, at times; those of mailboxes are written in either.
    private readonly HashSet<string> _listed = new(StringComparer.Ordinal);

    /// <summary>Finds the folder that is to be listed.</summary>
    /// <returns>The request with its folder, or null when it is listed already.</returns>
    public async Task<ItemListRequest?> EnterAsync(ItemListRequest request, CancellationToken cancellationToken)
    {
        MailboxContentFolder? folder = null;
        if (request.Folder is FolderIdentity named)
        {
            FolderRequests requests = new(connection, log, request.Folders);
            folder = await FolderSelection.FindAsync(named, requests, request.Store, cancellationToken).ConfigureAwait(false);
            request = request with { Folder = named with { Folder = folder } };
        }

        lock (_lock)
        {
            if (_listed.Add($"{request.Store.MailboxId.ToUpperInvariant()}\n{folder?.FolderId}"))
            {
                return request;
            }
        }

        log.Warning($"{(folder is null ? request.Store.ToString() : $"'{folder.Path}' of {request.Store}")} was given twice; it is listed once.");
        return null;
    }
}

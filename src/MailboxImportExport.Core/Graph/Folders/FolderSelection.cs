using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Folders;

/// <summary>The folders that a request is about, each with the reason when it is left out.</summary>
internal sealed class FolderSelection(GraphConnection connection, IRunLog log)
{
    public async IAsyncEnumerable<(MailboxContentFolder Folder, string? LeftOut)> RunAsync(
        ItemListRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string mailboxId = request.Store.MailboxId;
        FolderRequests requests = new(connection, log, request.Folders);
        FolderScope scope = new(request.IncludeFolders, request.ExcludeFolders, request.Folders);
        FolderTree tree = new(requests, mailboxId);
        IAsyncEnumerable<MailboxContentFolder> folders;
        if (request.Folder is null)
        {
            folders = tree.WalkAsync(recurse: true, cancellationToken);
        }
        else
        {
            // A folder that was named is listed whatever it is; what the scope leaves out is left out below it.
            MailboxContentFolder named = await FindAsync(request.Folder, requests, request.Store, cancellationToken).ConfigureAwait(false);
            connection.Known.AddFolder(named.Path);
            scope.Enter(named);
            yield return (named, null);
            if (!request.Recurse)
            {
                yield break;
            }

            folders = tree.WalkBelowAsync(named, recurse: true, cancellationToken);
        }

        await foreach (MailboxContentFolder folder in folders.ConfigureAwait(false))
        {
            connection.Known.AddFolder(folder.Path);
            yield return (folder, scope.ReasonToLeaveOut(folder));
        }
    }

    /// <summary>The folder that a user named, in a mailbox.</summary>
    public static async Task<MailboxContentFolder> FindAsync(
        FolderIdentity identity,
        FolderRequests requests,
        MailboxContentStore store,
        CancellationToken cancellationToken)
    {
        bool isReady = identity.Folder is not null && string.Equals(identity.Folder.MailboxId, store.MailboxId, StringComparison.OrdinalIgnoreCase);
        return isReady ? identity.Folder! : await new FolderResolver(requests, store).ResolveAsync(identity.Text, cancellationToken).ConfigureAwait(false);
    }
}

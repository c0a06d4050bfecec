using System;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Folders;

/// <summary>Creates folders, with the folders above them where these are missing.</summary>
internal sealed class FolderCreator(FolderRequests requests, FolderResolver resolver, string mailboxId)
{
    /// <summary>Creates what is missing of a path.</summary>
    /// <param name="path">Path below the top of the mailbox or below <paramref name="parent"/>.</param>
    /// <param name="parent">The folder to start below, or null for the top.</param>
    /// <param name="classOf">Class of a folder that has to be created, by its part of <paramref name="path"/>.</param>
    /// <param name="cancellationToken">Ends the work; folders that are there stay.</param>
    /// <returns>The last folder of the path, and how many were created.</returns>
    public async Task<(MailboxContentFolder Folder, int Created)> EnsureAsync(
        string path,
        MailboxContentFolder? parent,
        Func<string, string> classOf,
        CancellationToken cancellationToken)
    {
        MailboxContentFolder? current = parent;
        string? done = null;
        int created = 0;
        foreach (string name in FolderPath.Split(path))
        {
            done = FolderPath.Join(done, name);
            MailboxContentFolder? next = await FindAsync(current, name, cancellationToken).ConfigureAwait(false);
            if (next is null)
            {
                next = await CreateOrFindAsync(current, name, classOf(done), cancellationToken).ConfigureAwait(false);
                created++;
            }

            current = next;
        }

        return (current!, created);
    }

    /// <summary>Creates one folder.</summary>
    public async Task<MailboxContentFolder> CreateAsync(MailboxContentFolder? parent, string name, string folderClass, CancellationToken cancellationToken)
    {
        FolderJson json = await requests.CreateAsync(mailboxId, parent?.FolderId, name, folderClass, cancellationToken).ConfigureAwait(false);
        resolver.Forget(parent);
        return FolderTree.ToModel(mailboxId, json, parent);
    }

    private Task<MailboxContentFolder?> FindAsync(MailboxContentFolder? parent, string name, CancellationToken cancellationToken) => parent is null
        ? resolver.FindAsync(FolderPath.Join(null, name), cancellationToken)
        : resolver.ChildAsync(parent, name, cancellationToken);

    private async Task<MailboxContentFolder> CreateOrFindAsync(MailboxContentFolder? parent, string name, string folderClass, CancellationToken cancellationToken)
    {
        try
        {
            return await CreateAsync(parent, name, folderClass, cancellationToken).ConfigureAwait(false);
        }
        catch (MailboxServiceException e) when (e.Kind == FailureKind.FolderExists)
        {
            // Somebody else was faster, or the answer to our own first attempt was lost.
            resolver.Forget(parent);
            if (await FindAsync(parent, name, cancellationToken).ConfigureAwait(false) is MailboxContentFolder found)
            {
                return found;
            }

            throw;
        }
    }
}

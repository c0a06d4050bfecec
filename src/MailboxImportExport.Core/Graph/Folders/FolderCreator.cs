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
    /// <param name="folderClass">Class of the folders that are created.</param>
    /// <param name="cancellationToken">Ends the work; folders that are there stay.</param>
    /// <returns>The last folder of the path, and how many were created.</returns>
    public async Task<(MailboxContentFolder Folder, int Created)> EnsureAsync(
        string path,
        MailboxContentFolder? parent,
        string folderClass,
        CancellationToken cancellationToken)
    {
        MailboxContentFolder? current = parent;
        int created = 0;
        foreach (string name in FolderPath.Split(path))
        {
            MailboxContentFolder? next = current is null
                ? await resolver.FindAsync(FolderPath.Join(null, name), cancellationToken).ConfigureAwait(false)
                : await resolver.ChildAsync(current, name, cancellationToken).ConfigureAwait(false);
            if (next is null)
            {
                next = await CreateAsync(current, name, folderClass, cancellationToken).ConfigureAwait(false);
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
        return FolderTree.ToModel(mailboxId, json, parent?.Path);
    }
}

using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Changes;

/// <summary>The calls that tell what has changed.</summary>
/// <remarks>Microsoft Graph documentation, pages "mailboxItem: delta" and "mailboxFolder: delta".</remarks>
internal sealed class ChangeRequests(GraphConnection connection, IRunLog log)
{
    private const int PageSize = 250;

    // The documentation lists $select as the only option of the first, and $top, $filter and $orderby besides for the second.
    private const string FolderFields = "id,displayName,parentFolderId,type,totalItemCount,childFolderCount";

    /// <summary>What has changed in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="link">Where to go on, or null for the beginning.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<PageJson<ItemJson>> ItemsAsync(MailboxContentFolder folder, string? link, CancellationToken cancellationToken)
    {
        string servedBy = connection.Client.Relocations.ServedBy(folder.MailboxId, folder.FolderId);
        GraphCall call = new()
        {
            Address = link ?? GraphAddress.ItemChanges(servedBy, folder.FolderId) + new ODataQuery().Add("select", ItemFields.Select),
            MailboxId = folder.MailboxId,
            FolderId = folder.FolderId,
            PageSize = PageSize,
            Doing = $"asking what has changed in '{folder.Path}' of {connection.Known.NameOf(folder.MailboxId)}",
            Target = folder.Path,
            NotFound = FailureKind.FolderNotFound,
        };
        return connection.Client.SendAsync(call, GraphJson.Default.PageJsonItemJson, log, cancellationToken);
    }

    /// <summary>Which folders of a mailbox have changed.</summary>
    /// <param name="mailboxId">The mailbox.</param>
    /// <param name="link">Where to go on, or null for the beginning.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<PageJson<FolderJson>> FoldersAsync(string mailboxId, string? link, CancellationToken cancellationToken)
    {
        GraphCall call = new()
        {
            Address = link ?? GraphAddress.FolderChanges(mailboxId) + new ODataQuery().Add("select", FolderFields),
            MailboxId = mailboxId,
            PageSize = PageSize,
            Doing = $"asking which folders of {connection.Known.NameOf(mailboxId)} have changed",
            Target = connection.Known.NameOf(mailboxId),
        };
        return connection.Client.SendAsync(call, GraphJson.Default.PageJsonFolderJson, log, cancellationToken);
    }

    /// <summary>Whether the service says that it no longer knows where a round ended.</summary>
    /// <remarks>
    /// 410 as documented (page "Use delta query to track changes", "Synchronization reset"), else a code of the list "error responses".
    /// </remarks>
    public static bool IsForgotten(MailboxServiceException failure) => failure.StatusCode == 410 || Forgotten.Contains(failure.ServiceCode ?? string.Empty);

    private static readonly HashSet<string> Forgotten = new(StringComparer.OrdinalIgnoreCase)
    {
        "syncStateNotFound", "SyncStateInvalid", "ErrorInvalidSyncStateData", "resyncRequired",
    };
}

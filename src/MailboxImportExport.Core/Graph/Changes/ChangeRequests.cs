using System;
using System.Collections.Generic;
using System.Text.Json.Serialization.Metadata;
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

    private readonly PageLength _length = new(PageSize);

    /// <summary>What has changed in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="link">Where to go on, or null for the beginning.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<PageJson<ItemJson>> ItemsAsync(MailboxContentFolder folder, string? link, CancellationToken cancellationToken)
    {
        GraphCall call = new()
        {
            Address = link ?? GraphAddress.ItemChanges(folder.MailboxId, folder.FolderId) + new ODataQuery().Add("select", ItemFields.Select),
            MailboxId = folder.MailboxId,
            FolderId = folder.FolderId,
            Doing = $"asking what has changed in '{folder.Path}' of {connection.Known.NameOf(folder.MailboxId)}",
            Target = folder.Path,
            NotFound = FailureKind.FolderNotFound,
        };
        return PageAsync(call, GraphJson.Default.PageJsonItemJson, cancellationToken);
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
            Doing = $"asking which folders of {connection.Known.NameOf(mailboxId)} have changed",
            Target = connection.Known.NameOf(mailboxId),
        };
        return PageAsync(call, GraphJson.Default.PageJsonFolderJson, cancellationToken);
    }

    /// <summary>Whether the service says that it no longer knows where a round ended.</summary>
    /// <remarks>
    /// 410 as documented (page "Use delta query to track changes", "Synchronization reset"), else a code of the list "error responses".
    /// </remarks>
    public static bool IsForgotten(MailboxServiceException failure) => failure.StatusCode == 410 || Forgotten.Contains(failure.ServiceCode ?? string.Empty);

    private async Task<PageJson<T>> PageAsync<T>(GraphCall call, JsonTypeInfo<PageJson<T>> type, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                GraphCall page = call with { PageSize = _length.Now, AttemptsAtSize = _length.AttemptsAtSize };
                PageJson<T> answer = await connection.Client.SendAsync(page, type, log, cancellationToken).ConfigureAwait(false);
                _length.Accept();
                return answer;
            }
            catch (MailboxImportExportException e) when (_length.CanHalve(e))
            {
                _length.Halve();
                log.Verbose($"A page of changes does not come ({e.Message}); {_length.Now} are asked for.");
            }
        }
    }

    private static readonly HashSet<string> Forgotten = new(StringComparer.OrdinalIgnoreCase)
    {
        "syncStateNotFound", "SyncStateInvalid", "ErrorInvalidSyncStateData", "resyncRequired",
    };
}

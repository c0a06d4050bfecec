using System;
using System.IO;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Export;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Graph.Import;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Access;

/// <summary>The smallest form of each call on a mailbox: enough to be allowed or refused, and nothing of an item is read.</summary>
internal sealed class AccessProbes(GraphConnection connection, IRunLog log, MailboxContentStore store)
{
    private const string FolderName = "MailboxImportExport access test";
    private const string AnyFolder = "inbox";

    private static readonly TimeSpan CleanUpTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan HostTime = TimeSpan.FromSeconds(15);

    private string? _folderId;
    private Uri? _importHost;

    /// <summary>Lists one folder.</summary>
    public async Task ListFoldersAsync(CancellationToken cancellationToken)
    {
        GraphCall call = Call(GraphAddress.Folders(store.MailboxId) + new ODataQuery().Add("top", 1), "listing the folders", FailureKind.MailboxNotFound);
        PageJson<FolderJson> page = await connection.Client.SendAsync(call, GraphJson.Default.PageJsonFolderJson, log, cancellationToken).ConfigureAwait(false);
        _folderId = page.Value is [FolderJson first, ..] ? first.Id : null;
    }

    /// <summary>Lists the id of one item.</summary>
    public async Task ListItemsAsync(CancellationToken cancellationToken)
    {
        string folder = _folderId ?? AnyFolder;
        string address = GraphAddress.Items(store.MailboxId, folder) + new ODataQuery().Add("top", 1).Add("select", "id");
        GraphCall call = Call(address, "listing items", FailureKind.FolderNotFound) with { FolderId = folder };
        await connection.Client.SendAsync(call, GraphJson.Default.PageJsonItemJson, log, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Exports an item that cannot exist.</summary>
    public async Task ExportAsync(CancellationToken cancellationToken)
    {
        MissingItem item = new();
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(new ExportRequestJson([MissingItem.IdIn(store.MailboxId)]), GraphJson.Default.ExportRequestJson);
        GraphCall call = Call(GraphAddress.ExportItems(store.MailboxId), "exporting items", FailureKind.ItemNotFound) with { Method = HttpMethod.Post, MakeBody = () => body };
        await connection.Client.ExportAsync(call, (_, answer, token) => ReadAsync(answer, item, token), null, log, cancellationToken).ConfigureAwait(false);
        if (item.Refusal is ServiceFault refusal)
        {
            throw Errors.Service(FailureKind.MailboxRefused, call.Doing, store.Identity, refusal);
        }
    }

    /// <summary>Opens an import session and lets it lapse.</summary>
    public async Task OpenSessionAsync(CancellationToken cancellationToken)
    {
        MailboxImportSession session = await new ImportSessionRequests(connection, log).CreateAsync(store.MailboxId, cancellationToken).ConfigureAwait(false);
        _importHost = new Uri(session.Reveal().GetLeftPart(UriPartial.Authority));
    }

    /// <summary>Creates a folder and removes it, also when the run is stopped in between.</summary>
    /// <returns>What is left behind, or null.</returns>
    public async Task<string?> WriteFolderAsync(CancellationToken cancellationToken)
    {
        FolderRequests requests = new(connection, log);
        string name = $"{FolderName} {Guid.NewGuid():N}";
        FolderCreator creator = new(requests, new FolderResolver(requests, store), store.MailboxId);
        MailboxContentFolder? folder;
        try
        {
            (folder, _) = await creator.EnsureAsync(name, null, static _ => "IPF.Note", cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or MailboxImportExportException { Kind: FailureKind.ServiceUnavailable or FailureKind.ServiceUnreachable or FailureKind.ServiceAnswerInvalid })
        {
            // The answer is missing, and not necessarily the folder.
            await RemoveAsync(requests, name, null).ConfigureAwait(false);
            throw;
        }

        return await RemoveAsync(requests, name, folder).ConfigureAwait(false);
    }

    /// <summary>Reaches the host that imports go to: a handshake and an empty request, without a token and without a link.</summary>
    /// <returns>The host, or null when it is not known.</returns>
    public async Task<string?> ReachImportHostAsync(CancellationToken cancellationToken)
    {
        if ((_importHost ?? connection.ImportHost) is not Uri host)
        {
            return null;
        }

        using CancellationTokenSource limit = connection.Time.CancelAfter(HostTime);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await connection.Import.ReachAsync(host, log, either.Token).ConfigureAwait(false);
            return host.Authority;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Errors.Unreachable(host.Host, e);
        }
    }

    // Not with the token of the run: a command that is stopped cleans up all the same.
    private async Task<string?> RemoveAsync(FolderRequests requests, string name, MailboxContentFolder? created)
    {
        using CancellationTokenSource limit = connection.Time.CancelAfter(CleanUpTime);
        try
        {
            MailboxContentFolder? folder = created ?? await new FolderResolver(requests, store).FindAsync(name, limit.Token).ConfigureAwait(false);
            if (folder is not null)
            {
                await requests.DeleteAsync(folder, limit.Token).ConfigureAwait(false);
                await PurgeAsync(requests, folder, limit.Token).ConfigureAwait(false);
            }

            return null;
        }
        catch (Exception e) when (e is MailboxImportExportException or OperationCanceledException)
        {
            log.Warning($"The folder '{name}' of {store.Identity} was created by this test and could not be removed again: {e.Message}");
            return $"Remove the folder '{name}', which this test could not remove again.";
        }
    }

    // A folder that was only moved to Deleted Items is there under its id and goes with a second call; that it is gone already is as good.
    private async Task PurgeAsync(FolderRequests requests, MailboxContentFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            await requests.GetAsync(store.MailboxId, folder.FolderId, cancellationToken).ConfigureAwait(false);
            await requests.DeleteAsync(folder, cancellationToken).ConfigureAwait(false);
        }
        catch (MailboxServiceException e)
        {
            log.Debug($"The removed folder is not found again: {e.ServiceCode}");
        }
    }

    private static async Task<bool> ReadAsync(Stream answer, MissingItem item, CancellationToken cancellationToken)
    {
        using ExportAnswerReader reader = new(answer, item);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private GraphCall Call(string address, string doing, FailureKind notFound) => new()
    {
        Address = address,
        MailboxId = store.MailboxId,
        Doing = $"{doing} of {store.Identity}",
        Target = store.Identity,
        NotFound = notFound,
    };
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Remove;

/// <summary>Removes items, a few at a time. A failure is about its item; a mailbox that refuses altogether is asked no further.</summary>
/// <param name="connection">The connection.</param>
/// <param name="permanently">Whether nobody can have the items back, in place of moving them to Recoverable Items.</param>
/// <param name="failed">Told of each failure and of what it is about.</param>
/// <param name="log">Where the run tells what it does.</param>
internal sealed class ItemRemoval(GraphConnection connection, bool permanently, Func<MailboxImportExportException, string, Task> failed, IRunLog log)
{
    // As many calls as the service takes for one mailbox at a time (Microsoft Graph documentation, "throttling limits", Outlook).
    private const int Lanes = 4;

    private readonly ConcurrentDictionary<string, bool> _refused = new(StringComparer.OrdinalIgnoreCase);
    private int _removed;
    private int _gone;
    private int _failed;

    /// <summary>Items that were removed.</summary>
    public int Removed => _removed;

    /// <summary>Items that were not there any more.</summary>
    public int Gone => _gone;

    /// <summary>Items that could not be removed.</summary>
    public int Failed => _failed;

    /// <summary>Removes all of them.</summary>
    public async Task RunAsync(IEnumerable<RemovalRequest> requests, CancellationToken cancellationToken)
    {
        Channel<RemovalRequest> queue = Channel.CreateBounded<RemovalRequest>(Lanes);
        LaneGroup lanes = new();
        await lanes.RunAsync(
            async token =>
            {
                lanes.Start(Enumerable.Range(0, Lanes).Select(_ => LaneAsync(queue.Reader, token)));
                foreach (RemovalRequest request in requests)
                {
                    await queue.Writer.WriteAsync(request, token).ConfigureAwait(false);
                }

                queue.Writer.Complete();
            },
            cancellationToken).ConfigureAwait(false);
        log.Verbose($"{_removed} items removed, {_gone} were not there any more, {_failed} could not be removed.");
    }

    private async Task LaneAsync(ChannelReader<RemovalRequest> queue, CancellationToken cancellationToken)
    {
        while (await queue.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (queue.TryRead(out RemovalRequest? request))
            {
                await RemoveAsync(request, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task RemoveAsync(RemovalRequest request, CancellationToken cancellationToken)
    {
        if (_refused.ContainsKey(request.MailboxId))
        {
            Interlocked.Increment(ref _failed);
            return;
        }

        try
        {
            if (request.Versions is not null && !await IsUnchangedAsync(request, cancellationToken).ConfigureAwait(false))
            {
                throw Errors.MovedItemChanged(request.Name);
            }

            await connection.Client.SendAsync(MakeCall(request), log, cancellationToken).ConfigureAwait(false);
            Interlocked.Increment(ref _removed);
        }
        catch (MailboxServiceException e) when (e.Kind == FailureKind.ItemNotFound)
        {
            // Somebody else was faster, or the answer to our own first attempt was lost.
            log.Verbose($"'{request.Name}' is not there any more.");
            Interlocked.Increment(ref _gone);
        }
        catch (MailboxImportExportException e) when (!FailureScope.EndsRun(e.Kind))
        {
            Interlocked.Increment(ref _failed);
            await FailAsync(request, e).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsUnchangedAsync(RemovalRequest request, CancellationToken cancellationToken)
    {
        GraphCall call = MakeCall(request);
        ItemJson now = await connection.Client.SendAsync(
            call with { Method = HttpMethod.Get, Address = AddressOf(request) + new ODataQuery().Add("select", "id,changeKey"), Doing = $"looking at '{request.Name}' in {connection.Known.NameOf(request.MailboxId)}" },
            GraphJson.Default.ItemJson,
            log,
            cancellationToken).ConfigureAwait(false);
        return request.Versions!.Contains(now.ChangeKey);
    }

    private async Task FailAsync(RemovalRequest request, MailboxImportExportException failure)
    {
        if (permanently && failure is MailboxServiceException { StatusCode: 403 } refusal)
        {
            await failed(Errors.ItemHeld(request.Name, refusal), request.Name).ConfigureAwait(false);
            return;
        }

        bool isMailbox = FailureScope.EndsMailbox(failure.Kind);
        if (!isMailbox || _refused.TryAdd(request.MailboxId, true))
        {
            await failed(failure, isMailbox ? connection.Known.NameOf(request.MailboxId) : request.Name).ConfigureAwait(false);
        }
    }

    private string AddressOf(RemovalRequest request)
        => GraphAddress.Item(connection.Client.Relocations.ServedBy(request.MailboxId, request.FolderId), request.FolderId, request.ItemId);

    private GraphCall MakeCall(RemovalRequest request) => new()
    {
        Method = HttpMethod.Delete,
        Address = AddressOf(request) + (permanently ? "?disposalType=hardDelete" : "?disposalType=softDelete"),
        MailboxId = request.MailboxId,
        FolderId = request.FolderId,
        Doing = $"removing '{request.Name}' from {connection.Known.NameOf(request.MailboxId)}",
        Target = request.Name,
        NotFound = FailureKind.ItemNotFound,
    };
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Items;
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

    // How old what was seen may be when the item is removed. Twice as old at each further look: where calls wait long for their turn, they always do.
    private static readonly TimeSpan Sight = TimeSpan.FromSeconds(2);

    // The last of them is good for four minutes.
    private const int MostLooks = 8;

    private readonly ItemVersions _versions = new(connection, log);
    private readonly ConcurrentDictionary<string, MailboxImportExportException> _refused = new(StringComparer.OrdinalIgnoreCase);
    private int _removed;
    private int _gone;
    private int _failed;

    /// <summary>Looks once more at what else has to be true of an item, immediately before it is removed; throws when the item has to stay. Null when nothing has to.</summary>
    public Func<RemovalRequest, CancellationToken, Task>? Check { get; init; }

    /// <summary>Told how each item ended, with the failure when it stays; or null.</summary>
    public Action<RemovalRequest, RemovalResult, MailboxImportExportException?>? Ended { get; init; }

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
        if (_refused.TryGetValue(request.MailboxId, out MailboxImportExportException? refusal))
        {
            Interlocked.Increment(ref _failed);
            Ended?.Invoke(request, RemovalResult.Failed, refusal);
            return;
        }

        try
        {
            await (request.Versions is null && Check is null
                ? connection.Client.SendAsync(MakeCall(request), log, cancellationToken)
                : RemoveSeenAsync(request, cancellationToken)).ConfigureAwait(false);
            Interlocked.Increment(ref _removed);
            Ended?.Invoke(request, RemovalResult.Removed, null);
        }
        catch (MailboxServiceException e) when (e.Kind == FailureKind.ItemNotFound)
        {
            // Somebody else was faster, or the answer to our own first attempt was lost.
            log.Verbose($"'{request.Name}' is not there any more.");
            Interlocked.Increment(ref _gone);
            Ended?.Invoke(request, RemovalResult.Gone, null);
        }
        catch (MailboxImportExportException e) when (!FailureScope.EndsRun(e.Kind))
        {
            Interlocked.Increment(ref _failed);
            Ended?.Invoke(request, RemovalResult.Failed, e);
            await FailAsync(request, e).ConfigureAwait(false);
        }
    }

    // A call may have to pause for hours before it is sent, or sent again, and the owner goes on working meanwhile.
    private async Task RemoveSeenAsync(RemovalRequest request, CancellationToken cancellationToken)
    {
        bool wasSent = false;
        for (int look = 0; look < MostLooks; look++)
        {
            long began = connection.Time.GetTimestamp();
            TimeSpan sight = TimeSpan.FromTicks(Sight.Ticks << look);
            await LookAsync(request, wasSent, cancellationToken).ConfigureAwait(false);
            try
            {
                GraphCall call = MakeCall(request) with
                {
                    Sending = () =>
                    {
                        if (connection.Time.GetElapsedTime(began) > sight)
                        {
                            throw new SightOutdatedException();
                        }

                        wasSent = true;
                    },
                };
                await connection.Client.SendAsync(call, log, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (SightOutdatedException)
            {
                log.Debug($"'{request.Name}' is looked at once more before it is removed.");
            }
        }

        throw Errors.MovedItemNotRemoved(request.Name);
    }

    private async Task LookAsync(RemovalRequest request, bool wasSent, CancellationToken cancellationToken)
    {
        try
        {
            // Both at once: what was seen must not be old when the item is removed.
            await Task.WhenAll(CheckUnchangedAsync(request, cancellationToken), Check?.Invoke(request, cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
        }
        catch (MailboxServiceException e) when (e.Kind == FailureKind.ItemNotFound && !wasSent)
        {
            // Not by us: it may just as well have been moved to another folder, and still be there.
            throw Errors.MovedItemNotFound(request.Name);
        }
    }

    private async Task CheckUnchangedAsync(RemovalRequest request, CancellationToken cancellationToken)
    {
        if (request.Versions is not null
            && !request.Versions.Contains(await _versions.ReadAsync(request.MailboxId, request.FolderId, request.ItemId, request.Name, cancellationToken).ConfigureAwait(false)))
        {
            throw Errors.MovedItemChanged(request.Name);
        }
    }

    private async Task FailAsync(RemovalRequest request, MailboxImportExportException failure)
    {
        if (permanently && failure is MailboxServiceException { StatusCode: 403 } refusal)
        {
            await failed(Errors.ItemHeld(request.Name, refusal), request.Name).ConfigureAwait(false);
            return;
        }

        bool isMailbox = FailureScope.EndsMailbox(failure.Kind);
        if (!isMailbox || _refused.TryAdd(request.MailboxId, failure))
        {
            await failed(failure, isMailbox ? connection.Known.NameOf(request.MailboxId) : request.Name).ConfigureAwait(false);
        }
    }

    private GraphCall MakeCall(RemovalRequest request) => new()
    {
        Method = HttpMethod.Delete,
        Address = GraphAddress.Item(request.MailboxId, request.FolderId, request.ItemId) + (permanently ? "?disposalType=hardDelete" : "?disposalType=softDelete"),
        MailboxId = request.MailboxId,
        FolderId = request.FolderId,
        Doing = $"removing '{request.Name}' from {connection.Known.NameOf(request.MailboxId)}",
        Target = request.Name,
        NotFound = FailureKind.ItemNotFound,
    };
}

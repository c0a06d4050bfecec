using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Transfer;

/// <summary>
/// Tasks that work side by side for one run: the first that fails for good stops the others, and the run does not end before
/// all of them have.
/// </summary>
internal sealed class LaneGroup
{
    private readonly object _lock = new();
    private readonly List<Task> _lanes = [];
    private CancellationTokenSource? _run;

    /// <summary>Runs what starts and feeds the lanes, then waits for them.</summary>
    public async Task RunAsync(Func<CancellationToken, Task> feed, CancellationToken cancellationToken)
    {
        using CancellationTokenSource run = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _run = run;
        try
        {
            await feed(run.Token).ConfigureAwait(false);
            await Task.WhenAll(Lanes()).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A lane failed and stopped the rest: its reason is what counts.
            await ThrowFailureAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            await run.CancelNowAsync().ConfigureAwait(false);
            await Task.WhenAll(Lanes().ConvertAll(static lane => lane.ContinueWith(static _ => { }, TaskScheduler.Default))).ConfigureAwait(false);
        }
    }

    /// <summary>Adds lanes that are already running; from any thread, until what feeds them has ended.</summary>
    public void Start(IEnumerable<Task> lanes)
    {
        foreach (Task lane in lanes)
        {
            Task guarded = GuardAsync(lane);
            lock (_lock)
            {
                _lanes.Add(guarded);
            }
        }
    }

    private List<Task> Lanes()
    {
        lock (_lock)
        {
            return [.. _lanes];
        }
    }

    private async Task GuardAsync(Task lane)
    {
        try
        {
            await lane.ConfigureAwait(false);
        }
        catch
        {
            await _run!.CancelNowAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task ThrowFailureAsync()
    {
        foreach (Task lane in Lanes())
        {
            try
            {
                await lane.ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // Stopped by the failure that is looked for.
                continue;
            }
        }
    }
}

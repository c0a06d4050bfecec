using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Transport;

namespace MailboxImportExport.Transfer;

/// <summary>
/// Works on several mailboxes of a run at the same time. A mailbox is at work as long as its own work or one of the items that came of it has not
/// ended; while there are enough of them, the next one waits. Several works for one mailbox follow each other.
/// </summary>
/// <example>
/// <code>
/// SideBySide mailboxes = new(() => 8);
/// await mailboxes.RunAsync(async token =>
/// {
///     await mailboxes.StartAsync(mailboxId, t => ListAndAddAsync(mailboxId, t), token);   // calls Hold for each item
/// }, cancellationToken);
/// </code>
/// </example>
/// <param name="most">How many there may be; asked whenever one wants to begin.</param>
internal sealed class SideBySide(Func<int> most)
{
    /// <summary>How many there are unless a user says otherwise.</summary>
    public const int UsualLimit = 8;

    // Works that were taken and wait for another one of their mailbox: what feeds them must not run far ahead.
    private const int MostTaken = 100;

    private readonly object _lock = new();
    private readonly AsyncSignal _changed = new();
    private readonly LaneGroup _works = new();
    private readonly PlaceLine _taken = new(MostTaken);
    private readonly Dictionary<string, int> _open = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Task> _last = new(StringComparer.OrdinalIgnoreCase);
    private CancellationToken _run;

    /// <summary>Runs what starts the works, and waits for them. The first that fails for good stops the others.</summary>
    public Task RunAsync(Func<CancellationToken, Task> feed, CancellationToken cancellationToken) => _works.RunAsync(
        token =>
        {
            _run = token;
            return feed(token);
        },
        cancellationToken);

    /// <summary>Waits until a mailbox may begin, and starts its work. The mailboxes begin in the order of the calls.</summary>
    /// <param name="mailboxId">The mailbox.</param>
    /// <param name="work">Its work, which is given the token of the run; an exception of it ends everything.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task StartAsync(string mailboxId, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        await _taken.EnterAsync(cancellationToken).ConfigureAwait(false);
        await EnterAsync(mailboxId, cancellationToken).ConfigureAwait(false);
        Task previous;
        lock (_lock)
        {
            previous = _last.TryGetValue(mailboxId, out Task? last) ? last : Task.CompletedTask;
        }

        Task current = WorkAsync(mailboxId, previous, work, _run);
        lock (_lock)
        {
            _last[mailboxId] = current;
        }

        _works.Start([current]);
    }

    /// <summary>Something else of a mailbox begins: an item that is on its way.</summary>
    public void Hold(string mailboxId)
    {
        lock (_lock)
        {
            _open[mailboxId] = Open(mailboxId) + 1;
        }
    }

    /// <summary>It has ended.</summary>
    public void Leave(string mailboxId)
    {
        lock (_lock)
        {
            int open = Open(mailboxId) - 1;
            _open[mailboxId] = open;
            if (open > 0)
            {
                return;
            }

            _open.Remove(mailboxId);
            _last.Remove(mailboxId);
        }

        _changed.Pulse();
    }

    /// <summary>How many there may be has changed.</summary>
    public void LookAgain() => _changed.Pulse();

    private async Task EnterAsync(string mailboxId, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed = _changed.Next;
            lock (_lock)
            {
                if (_open.ContainsKey(mailboxId) || _open.Count < most())
                {
                    _open[mailboxId] = Open(mailboxId) + 1;
                    return;
                }
            }

            await changed.OrCancelledAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private int Open(string mailboxId) => _open.TryGetValue(mailboxId, out int open) ? open : 0;

    private async Task WorkAsync(string mailboxId, Task previous, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await previous.ConfigureAwait(false);

            // Off the thread that feeds: what a work does before it first waits must not hold up the next one.
            await Task.Run(() => work(cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _taken.Leave();
            Leave(mailboxId);
        }
    }
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.Transfer.Import;

/// <summary>
/// Keeps everything back until it is known how many mailboxes will be written to, and asks when there are several: no answer
/// helps once the first of them has been written to.
/// </summary>
/// <param name="mailboxOf">The mailbox that a source goes back to, or null when it is not known.</param>
/// <param name="confirm">Asks, with the number of mailboxes and whether there may be more.</param>
/// <param name="budget">Where exporting commands wait for the room that is taken by what is kept back.</param>
internal sealed class ConfirmedSources(Func<ImportSource, Task<string?>> mailboxOf, Func<int, bool, Task<bool>> confirm, SpoolBudget budget)
{
    // With more than these the question comes before the number is known.
    private const int MostHeld = 1000;

    private readonly ConcurrentDictionary<object, bool> _keptBack = new();

    /// <summary>Gives the sources out once that is allowed.</summary>
    public async IAsyncEnumerable<ImportSource> RunAsync(IAsyncEnumerable<ImportSource> sources, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<ImportSource> input = sources.GetAsyncEnumerator(cancellationToken);
        List<ImportSource> held = [];
        Task<bool> next = await HoldAsync(input, held, cancellationToken).ConfigureAwait(false);
        foreach (ImportSource source in held)
        {
            yield return source;
        }

        while (await next.ConfigureAwait(false))
        {
            yield return input.Current;
            next = input.MoveNextAsync().AsTask();
        }

        await input.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<Task<bool>> HoldAsync(IAsyncEnumerator<ImportSource> input, List<ImportSource> held, CancellationToken cancellationToken)
    {
        using CancellationTokenSource watch = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task pressure = budget.PressureAsync(_keptBack.ContainsKey, watch.Token);
        HashSet<string> mailboxes = new(StringComparer.OrdinalIgnoreCase);
        try
        {
            while (true)
            {
                Task<bool> next = input.MoveNextAsync().AsTask();
                bool isPressed = await Task.WhenAny(next, pressure).ConfigureAwait(false) == pressure && !next.IsCompleted;
                bool hasMore = isPressed || await next.ConfigureAwait(false);
                if (isPressed)
                {
                    // The session is waiting in the exporting command: a question would never be shown.
                    throw Errors.ConfirmationRequired();
                }

                if (!hasMore || held.Count == MostHeld)
                {
                    await ConfirmAsync(mailboxes.Count, hasMore).ConfigureAwait(false);
                    return next;
                }

                held.Add(input.Current);
                NoteOwner(input.Current);
                if (await mailboxOf(input.Current).ConfigureAwait(false) is string mailbox)
                {
                    mailboxes.Add(mailbox);
                }
            }
        }
        finally
        {
            await watch.CancelNowAsync().ConfigureAwait(false);
            await pressure.ContinueWith(static _ => { }, TaskScheduler.Default).ConfigureAwait(false);
        }
    }

    private void NoteOwner(ImportSource source)
    {
        if ((source.Item?.Content as HeldContent)?.Owner is IContentOwner owner && _keptBack.TryAdd(owner, true))
        {
            // It may be waiting already.
            budget.LookAgain();
        }
    }

    private async Task ConfirmAsync(int mailboxes, bool hasMore)
    {
        if ((mailboxes > 1 || hasMore) && !await confirm(mailboxes, hasMore).ConfigureAwait(false))
        {
            throw Errors.ConfirmationRequired();
        }
    }
}

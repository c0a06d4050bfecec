using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Transfer.Copy;

/// <summary>
/// Keeps moves of this process from removing from a mailbox while another one relies on what stands in it: two that go in opposite directions would
/// else each remove what proves the removals of the other. Any number may rely on a mailbox; one may remove from it, and then nobody relies on it.
/// From any thread.
/// </summary>
internal sealed class MoveGuard
{
    private readonly object _lock = new();
    private readonly AsyncSignal _changed = new();
    private readonly HashSet<string> _removing = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _reliedOn = new(StringComparer.OrdinalIgnoreCase);
    private int _waiting;

    /// <summary>The guard of this process.</summary>
    public static MoveGuard Process { get; } = new();

    /// <summary>Moves that wait for others.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>What a mailbox is known by here: the same ids at another service are another mailbox.</summary>
    public static string NameOf(Uri service, string mailboxId) => $"{service}\n{mailboxId}";

    /// <summary>Waits until items may be removed; disposing the result ends that. Both mailboxes are taken at once, so that nobody waits in a circle.</summary>
    /// <param name="source">The mailbox that is removed from.</param>
    /// <param name="target">The mailbox that has the copies.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<IDisposable> EnterAsync(string source, string target, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            while (true)
            {
                Task changed = _changed.Next;
                if (TryEnter(source, target))
                {
                    return new Turn(this, source, target);
                }

                await changed.OrCancelledAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private bool TryEnter(string source, string target)
    {
        lock (_lock)
        {
            bool isWithin = string.Equals(source, target, StringComparison.OrdinalIgnoreCase);
            if (_removing.Contains(source) || _reliedOn.ContainsKey(source) || (!isWithin && _removing.Contains(target)))
            {
                return false;
            }

            _removing.Add(source);
            _reliedOn[target] = (_reliedOn.TryGetValue(target, out int others) ? others : 0) + 1;
            return true;
        }
    }

    private void Leave(string source, string target)
    {
        lock (_lock)
        {
            _removing.Remove(source);
            int others = _reliedOn[target] - 1;
            _reliedOn[target] = others;
            if (others == 0)
            {
                _reliedOn.Remove(target);
            }
        }

        _changed.Pulse();
    }

    private sealed class Turn(MoveGuard guard, string source, string target) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                guard.Leave(source, target);
            }
        }
    }
}

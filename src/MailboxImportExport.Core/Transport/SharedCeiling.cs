using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Transport;

/// <summary>
/// How many calls of the application run at once over all mailboxes. No number is documented: it begins low, rises while calls go well, and is
/// halved when several mailboxes are refused at once, which is about the application and not about one of them.
/// </summary>
internal sealed class SharedCeiling(CallLimits limits, SteadyClock clock)
{
    /// <summary>Mailboxes that have to be refused within <see cref="AtOnce"/>.</summary>
    public const int SeveralMailboxes = 3;

    /// <summary>What counts as at once.</summary>
    public static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(10);

    // Until the first refusal it rises by one with so many calls, afterwards with as many as run at once.
    private const int FirstCallsForOneMore = 4;

    private readonly object _lock = new();
    private readonly PlaceLine _places = new(First(limits));
    private readonly LearnedLimit _limit = new(First(limits), Least(limits), limits.MostCeiling, clock);
    private readonly Dictionary<string, TimeSpan> _refused = new(StringComparer.OrdinalIgnoreCase);
    private TimeSpan _lowered = TimeSpan.MinValue;

    /// <summary>Calls that may run at once now.</summary>
    public int Calls => _places.Limit;

    public Task EnterAsync(CancellationToken cancellationToken) => _places.EnterAsync(cancellationToken);

    public void Leave() => _places.Leave();

    /// <summary>From now on other numbers hold.</summary>
    public void Limit(CallLimits others)
    {
        lock (_lock)
        {
            _limit.Bound(Least(others), others.MostCeiling);
            _places.Limit = _limit.Calls;
        }
    }

    /// <summary>A call went well.</summary>
    /// <param name="began">When it began: those that were under way when the ceiling was lowered are no news.</param>
    public void Succeed(TimeSpan began)
    {
        if (!_places.IsFull)
        {
            return;
        }

        lock (_lock)
        {
            if (began <= _lowered)
            {
                return;
            }

            _limit.Succeed(_limit.WasRefused ? _limit.Calls : FirstCallsForOneMore);
            _places.Limit = _limit.Calls;
        }
    }

    /// <summary>The service asked to slow down for a mailbox.</summary>
    /// <param name="mailboxId">The mailbox.</param>
    /// <param name="began">When the call began: those that were under way when the ceiling was lowered are no news.</param>
    public void Refuse(string mailboxId, TimeSpan began)
    {
        lock (_lock)
        {
            if (began <= _lowered)
            {
                return;
            }

            TimeSpan now = clock.Now;
            _refused[mailboxId] = now;
            foreach (string old in new List<string>(_refused.Keys).FindAll(id => now - _refused[id] > AtOnce))
            {
                _refused.Remove(old);
            }

            if (_refused.Count >= SeveralMailboxes)
            {
                _limit.Refuse();
                _places.Limit = _limit.Calls;
                _refused.Clear();
                _lowered = now;
            }
        }
    }

    private static int First(CallLimits limits) => Math.Min(limits.FirstCeiling, limits.MostCeiling);

    // Never below what one mailbox may have: some revisions of the documentation count those four for the whole application.
    private static int Least(CallLimits limits) => Math.Min(limits.MostLanes, First(limits));
}

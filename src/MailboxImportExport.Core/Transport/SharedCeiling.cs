using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Transport;

/// <summary>
/// How many calls of the application run at once over all mailboxes. No number is documented: it begins low, rises while calls go well, and is
/// halved when several mailboxes are refused at once, which is about the application and not about one of them.
/// </summary>
internal sealed class SharedCeiling(CallLimits limits, TimeProvider time)
{
    /// <summary>Mailboxes that have to be refused within <see cref="AtOnce"/>.</summary>
    public const int SeveralMailboxes = 3;

    /// <summary>What counts as at once.</summary>
    public static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(10);

    // Until the first refusal it rises by one with so many calls, afterwards with as many as run at once.
    private const int FirstCallsForOneMore = 4;

    private readonly object _lock = new();
    private readonly PlaceLine _places = new(limits.FirstCeiling);

    // Never below what one mailbox may have: some revisions of the documentation count those four for the whole application.
    private readonly LearnedLimit _limit = new(limits.FirstCeiling, Math.Min(limits.MostLanes, limits.FirstCeiling), limits.MostCeiling, time);
    private readonly Dictionary<string, DateTimeOffset> _refused = new(StringComparer.OrdinalIgnoreCase);
    private DateTimeOffset _lowered = DateTimeOffset.MinValue;

    /// <summary>Calls that may run at once now.</summary>
    public int Calls => _places.Limit;

    public Task EnterAsync(CancellationToken cancellationToken) => _places.EnterAsync(cancellationToken);

    public void Leave() => _places.Leave();

    /// <summary>A call went well.</summary>
    public void Succeed()
    {
        if (!_places.IsFull)
        {
            return;
        }

        lock (_lock)
        {
            _limit.Succeed(_limit.WasRefused ? _limit.Calls : FirstCallsForOneMore);
            _places.Limit = _limit.Calls;
        }
    }

    /// <summary>The service asked to slow down for a mailbox.</summary>
    /// <param name="mailboxId">The mailbox.</param>
    /// <param name="began">When the call began: those that were under way when the ceiling was lowered are no news.</param>
    public void Refuse(string mailboxId, DateTimeOffset began)
    {
        lock (_lock)
        {
            if (began <= _lowered)
            {
                return;
            }

            DateTimeOffset now = time.GetUtcNow();
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
}

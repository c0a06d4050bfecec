using System;
using System.Collections.Generic;
using System.Linq;

namespace MailboxImportExport.Transfer.Export;

/// <summary>
/// Decides which ids go into the next call to a mailbox: at most twenty of them, and no more bytes than are expected to fit; what is expected
/// to be large goes alone and first. A call that fails as a whole is cut in halves, an id that an answer lacks is asked for alone. For one
/// thread at a time; it neither waits nor calls.
/// </summary>
/// <remarks>Twenty ids: Microsoft Graph documentation, "mailbox: exportItems". The number of bytes is ours: the service names none.</remarks>
/// <example>
/// <code>
/// planner.Add(request);
/// IReadOnlyList&lt;ExportAttempt&gt; call = planner.Take();
/// planner.Learn(request, bytes);          // for each item that came
/// planner.Note(call.Count, missing: 0);   // for each answer
/// </code>
/// </example>
/// <param name="servedBy">The mailbox that has to be asked for an item; a call goes to one.</param>
internal sealed class BatchPlanner(Func<ExportAttempt, string> servedBy)
{
    public const int MostIds = 20;

    /// <summary>Expected bytes from which an item goes alone.</summary>
    public const long LargeItem = 4 * 1024 * 1024;

    /// <summary>Expected bytes of a call.</summary>
    public const long MostBytes = 12 * 1024 * 1024;

    private readonly SizeForecast _forecast = new();
    private readonly BatchTrust _trust = new();
    private readonly List<ExportAttempt> _waiting = [];
    private readonly Queue<ExportAttempt> _alone = new();
    private readonly Queue<IReadOnlyList<ExportAttempt>> _parts = new();

    /// <summary>Items that were added and are in no call yet; those that go again are not counted.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Whether the next call could still become larger by waiting for more items.</summary>
    public bool CanGather => _waiting.Count is > 0 and < MostIds && _alone.Count == 0 && _parts.Count == 0 && !_trust.IsLost;

    /// <summary>Adds an item.</summary>
    public void Add(ExportRequest request) => _waiting.Add(new ExportAttempt(request));

    /// <summary>Adds an item that another mailbox has; asked there, with others.</summary>
    public void AddMoved(ExportAttempt attempt) => _waiting.Add(attempt);

    /// <summary>Asks for an item again, alone.</summary>
    public void AddAlone(ExportAttempt attempt) => _alone.Enqueue(attempt);

    /// <summary>Asks for the items of a call that failed as a whole again, each half of them by a call: that shows which of them spoils it.</summary>
    public void Split(IReadOnlyCollection<ExportAttempt> call)
    {
        int half = (call.Count + 1) / 2;
        Enqueue([.. call.Take(half)]);
        Enqueue([.. call.Skip(half)]);
    }

    /// <summary>An item came.</summary>
    public void Learn(ExportRequest request, long bytes) => _forecast.Learn(request, bytes);

    /// <summary>Bytes that a call is expected to bring.</summary>
    public long Expect(IEnumerable<ExportAttempt> call) => call.Sum(attempt => _forecast.Of(attempt.Request));

    /// <summary>Bytes that a call will bring, as far as items like its own have come: sizes that were only listed count nothing.</summary>
    public long Demand(IEnumerable<ExportAttempt> call) => _forecast.IsLearned ? Expect(call) : 0;

    /// <summary>The same for all that waits.</summary>
    public long Demand() => Demand(_waiting.Concat(_alone).Concat(_parts.SelectMany(static part => part)));

    /// <summary>A call was answered.</summary>
    /// <param name="asked">Ids in the call.</param>
    /// <param name="missing">Those that the answer did not mention.</param>
    public void Note(int asked, int missing) => _trust.Note(asked, missing);

    /// <summary>The ids of the next call; empty when there are none now.</summary>
    public IReadOnlyList<ExportAttempt> Take()
    {
        if (_alone.Count > 0)
        {
            return [_alone.Dequeue()];
        }

        if (_parts.Count > 0)
        {
            return _parts.Dequeue();
        }

        return _waiting.Count == 0 ? [] : TakeLarge() ?? TakeGroup();
    }

    /// <summary>What joins a call that has not been sent yet: while it waited for its turn, more may have come.</summary>
    /// <param name="call">The ids of the call.</param>
    public IReadOnlyList<ExportAttempt> Fill(IReadOnlyCollection<ExportAttempt> call)
    {
        bool canGrow = !_trust.IsLost && call.Count > 0 && call.All(a => a.IsUntroubled && _forecast.Of(a.Request) < LargeItem);
        return canGrow ? Join(call, servedBy(call.First()), MostIds) : [];
    }

    private void Enqueue(IReadOnlyList<ExportAttempt> part)
    {
        foreach (ExportAttempt attempt in part)
        {
            attempt.IsPart = true;
        }

        if (part.Count > 0)
        {
            _parts.Enqueue(part);
        }
    }

    // The largest first: when it comes last, everything waits for it.
    private IReadOnlyList<ExportAttempt>? TakeLarge()
    {
        int found = -1;
        long largest = LargeItem - 1;
        for (int i = 0; i < _waiting.Count; i++)
        {
            long bytes = _forecast.Of(_waiting[i].Request);
            if (bytes > largest)
            {
                (found, largest) = (i, bytes);
            }
        }

        if (found < 0)
        {
            return null;
        }

        ExportAttempt attempt = _waiting[found];
        _waiting.RemoveAt(found);
        return [attempt];
    }

    private List<ExportAttempt> TakeGroup() => Join([], servedBy(_waiting[0]), _trust.IsLost ? 1 : MostIds);

    // In the order of coming; what does not fit stays in front for the next call.
    private List<ExportAttempt> Join(IReadOnlyCollection<ExportAttempt> call, string mailbox, int most)
    {
        List<ExportAttempt> joined = [];
        List<ExportAttempt> left = [];

        // An id that was piped in twice stands in two calls: an answer cannot name it twice.
        HashSet<string> ids = new(call.Select(static a => a.Request.ItemId), StringComparer.Ordinal);
        long bytes = Expect(call);
        int next = 0;
        for (; next < _waiting.Count && ids.Count < most; next++)
        {
            ExportAttempt attempt = _waiting[next];
            long expected = _forecast.Of(attempt.Request);
            bool fits = ids.Count == 0 || (expected < LargeItem && bytes + expected <= MostBytes);
            if (fits && string.Equals(mailbox, servedBy(attempt), StringComparison.OrdinalIgnoreCase) && ids.Add(attempt.Request.ItemId))
            {
                joined.Add(attempt);
                bytes += expected;
            }
            else
            {
                left.Add(attempt);
            }
        }

        _waiting.RemoveRange(0, next);
        _waiting.InsertRange(0, left);
        return joined;
    }
}

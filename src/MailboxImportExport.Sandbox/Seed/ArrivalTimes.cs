using System;

namespace MailboxImportExport.Sandbox.Seed;

/// <summary>
/// The times at which seeded items came into their mailbox: spread over years, with fractions of a second. Some share a second with their
/// predecessor and a few share the very instant, which is where paging by time goes wrong.
/// </summary>
internal sealed class ArrivalTimes
{
    private const int SameSecondEvery = 7;
    private const int SameInstantEvery = 11;
    private static readonly DateTimeOffset First = new(2019, 3, 4, 7, 30, 0, TimeSpan.Zero);

    // Not a round number: the times of day and the fractions differ from item to item.
    private static readonly TimeSpan Step = TimeSpan.FromTicks(116_731_234_567_891 / 10);
    private DateTimeOffset _last = First;
    private int _count;

    public DateTimeOffset Next()
    {
        _count++;
        if (_count % SameInstantEvery == 0)
        {
            return _last;
        }

        _last = _count % SameSecondEvery == 0 ? Within(_last) : _last + Step;
        return _last;
    }

    /// <summary>Another instant of the same second.</summary>
    private static DateTimeOffset Within(DateTimeOffset time)
    {
        long second = time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond);
        long fraction = (time.UtcTicks - second + 1_234_567) % TimeSpan.TicksPerSecond;
        return new DateTimeOffset(second + fraction, TimeSpan.Zero);
    }
}

using System;
using System.Globalization;
using System.Threading;

namespace MailboxImportExport.Transfer;

/// <summary>
/// How long a run may take. When it is over nothing more is begun, and what is being transferred may end; what has not ended a minute
/// later, for example because the service asks to wait, is given up and stays pending.
/// </summary>
internal sealed class TimeAllowance : IDisposable
{
    /// <summary>How long a call that is under way may go on.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>As long as it takes.</summary>
    public static TimeAllowance Endless { get; } = new(null, TimeProvider.System);

    private readonly TimeSpan? _length;
    private readonly CancellationTokenSource? _over;
    private readonly CancellationTokenSource? _lapsed;

    /// <param name="length">How long; null for as long as it takes.</param>
    /// <param name="time">The clock; it starts now.</param>
    public TimeAllowance(TimeSpan? length, TimeProvider time)
    {
        _length = length;
        if (length is TimeSpan most)
        {
            _over = time.CancelAfter(most);
            _lapsed = time.CancelAfter(most + Grace);
        }
    }

    /// <summary>Ends when nothing more is to be begun.</summary>
    public CancellationToken Over => _over?.Token ?? CancellationToken.None;

    /// <summary>Ends when what still is under way is to be given up.</summary>
    public CancellationToken Lapsed => _lapsed?.Token ?? CancellationToken.None;

    /// <summary>Whether nothing more is to be begun.</summary>
    public bool IsOver => Over.IsCancellationRequested;

    /// <summary>Why a run that it ended is partial.</summary>
    public string Reason => $"the time of -MaxDuration ({_length?.ToString("c", CultureInfo.InvariantCulture)}) is over; the same line goes on from here";

    public void Dispose()
    {
        _over?.Dispose();
        _lapsed?.Dispose();
    }
}

using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;

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
    public static TimeAllowance Endless { get; } = new();

    private readonly TimeSpan? _length;
    private readonly CancellationTokenSource? _over;
    private readonly CancellationTokenSource? _lapsed;
    private volatile string? _reason;

    /// <param name="length">How long; null for as long as it takes.</param>
    /// <param name="time">The clock; it starts now.</param>
    public TimeAllowance(TimeSpan? length, TimeProvider time)
    {
        _length = length;
        _over = length is null ? new CancellationTokenSource() : time.CancelAfter(length.Value);
        _lapsed = length is null ? null : time.CancelAfter(length.Value + Grace);
        Over = _over.Token;
        Lapsed = _lapsed?.Token ?? CancellationToken.None;
    }

    private TimeAllowance()
    {
    }

    /// <summary>Ends when nothing more is to be begun.</summary>
    public CancellationToken Over { get; }

    /// <summary>Ends when what still is under way is to be given up.</summary>
    public CancellationToken Lapsed { get; }

    /// <summary>Whether nothing more is to be begun.</summary>
    public bool IsOver => Over.IsCancellationRequested;

    /// <summary>Whether nothing more is to be begun, and what is under way may still end.</summary>
    public bool IsEnding => IsOver && !Lapsed.IsCancellationRequested;

    /// <summary>Why a run that it ended is partial.</summary>
    public string Reason => _reason ?? $"the time of -MaxDuration ({_length?.ToString("c", CultureInfo.InvariantCulture)}) is over; the same line goes on from here";

    /// <summary>Nothing more is to be begun from now on, for another reason than the time.</summary>
    public void EndNow(string reason)
    {
        if (_over is null || IsOver)
        {
            return;
        }

        _reason = reason;
        try
        {
            _over.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The run has ended by itself.
        }
    }

    /// <summary>Whether a cancellation comes from here and not from the run itself.</summary>
    /// <param name="run">Ends the run.</param>
    public bool Cancels(CancellationToken run) => IsOver && !run.IsCancellationRequested;

    /// <summary>Does what a run needs before its first item; the time of the run goes by meanwhile.</summary>
    /// <exception cref="MailboxImportExportException">The time is over, and nothing has been begun.</exception>
    public async Task<T> PrepareAsync<T>(Func<CancellationToken, Task<T>> prepare, CancellationToken run)
    {
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(run, Over);
        try
        {
            return await prepare(waiting.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (Cancels(run))
        {
            throw Errors.TimeOverAtStart(_length.GetValueOrDefault());
        }
    }

    /// <summary>Runs work to its end, or until it lapses. The input of a run is none of it: it is read to its end whatever the time is.</summary>
    /// <param name="work">Is given the token that ends it.</param>
    /// <param name="stop">Carried out when nothing more is to be begun; or null.</param>
    /// <param name="log">Told when something was given up.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task RunAsync(Func<CancellationToken, Task> work, Action? stop, IRunLog log, CancellationToken cancellationToken)
    {
        using CancellationTokenSource lapse = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Lapsed);
        using CancellationTokenRegistration over = stop is null ? default : Over.Register(stop);
        try
        {
            await work(lapse.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (Cancels(cancellationToken))
        {
            log.Verbose("What was still under way is given up; the next run finds out what became of it.");
        }
    }

    public void Dispose()
    {
        _over?.Dispose();
        _lapsed?.Dispose();
    }
}

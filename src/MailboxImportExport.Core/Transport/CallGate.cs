using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Transport;

/// <summary>
/// Lets no more calls through to a mailbox than the service takes from one application: at once, in a stretch of time, and by bytes that
/// are uploaded. A call that waits to be repeated holds no place, and when the service asks to slow down, all calls to the mailbox do.
/// </summary>
/// <remarks>
/// Microsoft Graph documentation, "Microsoft Graph service-specific throttling limits", Outlook, for each application and mailbox: four
/// requests at once, 10,000 requests in ten minutes, 150 MB of uploads in five minutes.
/// </remarks>
internal sealed class CallGate(TransportOptions options, TimeProvider time)
{
    public const int CallsAtOnce = 4;

    // The budgets are those of an application: several connections of a process may be the same one.
    private static readonly ConcurrentDictionary<string, CallGate> Shared = new(StringComparer.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<string, MailboxLimits> _mailboxes = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The gate of an application at an endpoint, one in the process.</summary>
    public static CallGate Of(Uri endpoint, string? application, TransportOptions options, TimeProvider time)
    {
        bool isUsual = application is not null && ReferenceEquals(options, TransportOptions.Default) && ReferenceEquals(time, TimeProvider.System);
        return isUsual ? Shared.GetOrAdd($"{endpoint.Authority} {application}", _ => new CallGate(options, time)) : new CallGate(options, time);
    }

    /// <summary>Waits for a place; disposing the result gives it back.</summary>
    /// <param name="mailboxId">The mailbox that is called; calls without one have limits of their own.</param>
    /// <param name="uploadBytes">Bytes of the body.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<IDisposable> EnterAsync(string? mailboxId, long uploadBytes, CancellationToken cancellationToken)
    {
        MailboxLimits limits = _mailboxes.GetOrAdd(mailboxId ?? string.Empty, _ => new MailboxLimits(options, time));
        await limits.Places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await WaitWhileAsync(limits.WaitForPause, cancellationToken).ConfigureAwait(false);
            if (mailboxId is not null)
            {
                // Bytes first: a call that waits for them is not a request yet.
                await WaitWhileAsync(() => uploadBytes == 0 ? TimeSpan.Zero : limits.Uploads.TryTake(uploadBytes), cancellationToken).ConfigureAwait(false);
                await WaitWhileAsync(() => limits.Requests.TryTake(1), cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            limits.Places.Release();
            throw;
        }

        return new Place(limits.Places);
    }

    /// <summary>The service asks to slow down: no call to the mailbox begins for this long.</summary>
    public void Pause(string? mailboxId, TimeSpan pause)
    {
        if (_mailboxes.TryGetValue(mailboxId ?? string.Empty, out MailboxLimits? limits))
        {
            limits.Pause(time.GetUtcNow() + pause);
        }
    }

    private async Task WaitWhileAsync(Func<TimeSpan> ask, CancellationToken cancellationToken)
    {
        for (TimeSpan wait = ask(); wait > TimeSpan.Zero; wait = ask())
        {
            await time.DelayAsync(wait, cancellationToken).ConfigureAwait(false);
        }
    }

    private sealed class MailboxLimits(TransportOptions options, TimeProvider time)
    {
        private long _notBefore;

        public RollingBudget Requests { get; } = new(options.Requests, options.RequestWindow, time);

        public RollingBudget Uploads { get; } = new(options.UploadBytes, options.UploadWindow, time);

        public SemaphoreSlim Places { get; } = new(CallsAtOnce, CallsAtOnce);

        public void Pause(DateTimeOffset until)
        {
            long wanted = until.UtcTicks;
            long known = Interlocked.Read(ref _notBefore);
            while (wanted > known && Interlocked.CompareExchange(ref _notBefore, wanted, known) != known)
            {
                known = Interlocked.Read(ref _notBefore);
            }
        }

        public TimeSpan WaitForPause() => TimeSpan.FromTicks(Math.Max(0, Interlocked.Read(ref _notBefore) - time.GetUtcNow().UtcTicks));
    }

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        private SemaphoreSlim? _places = places;

        public void Dispose() => Interlocked.Exchange(ref _places, null)?.Release();
    }
}

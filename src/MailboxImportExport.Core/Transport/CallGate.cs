using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Transport;

/// <summary>
/// Lets no more calls through to a mailbox at once than the service takes from one application, all commands of the connection
/// together. A call that waits to be repeated holds no place.
/// </summary>
/// <remarks>Microsoft Graph documentation, "Microsoft Graph service-specific throttling limits", Outlook: four requests at once per application and mailbox.</remarks>
internal sealed class CallGate
{
    public const int CallsAtOnce = 4;

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _mailboxes = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits for a place; disposing the result gives it back.</summary>
    public async Task<IDisposable> EnterAsync(string? mailboxId, CancellationToken cancellationToken)
    {
        SemaphoreSlim places = _mailboxes.GetOrAdd(mailboxId ?? string.Empty, static _ => new SemaphoreSlim(CallsAtOnce, CallsAtOnce));
        await places.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Place(places);
    }

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        private SemaphoreSlim? _places = places;

        public void Dispose() => Interlocked.Exchange(ref _places, null)?.Release();
    }
}

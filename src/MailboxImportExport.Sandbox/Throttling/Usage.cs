using System;

namespace MailboxImportExport.Sandbox.Throttling;

/// <summary>What one application does with one mailbox, or with all of them. For one thread at a time.</summary>
internal sealed class Usage
{
    private readonly RollingBudget _requests = new();
    private readonly RollingBudget _uploads = new();
    private int _running;

    /// <summary>The most calls that have been running.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Tells why a call may not be let in; null when it may.</summary>
    public Refusal? Check(LimitAmounts limits, DateTimeOffset now, bool isUpload)
    {
        if (_running >= limits.ConcurrentCalls)
        {
            return new Refusal(LimitKind.Concurrency, TimeSpan.Zero);
        }

        TimeSpan requests = _requests.Wait(limits.Requests, now);
        if (requests > TimeSpan.Zero)
        {
            return new Refusal(LimitKind.Requests, requests);
        }

        TimeSpan uploads = !isUpload ? TimeSpan.Zero : _uploads.Wait(limits.UploadBytes, now);
        return uploads > TimeSpan.Zero ? new Refusal(LimitKind.UploadBytes, uploads) : null;
    }

    /// <summary>Counts a call. A refused one counts as well: whoever goes on asking is refused longer.</summary>
    public void Request(LimitAmounts limits, DateTimeOffset now) => _requests.Use(limits.Requests, now, 1);

    public void Upload(LimitAmounts limits, DateTimeOffset now, long bytes) => _uploads.Use(limits.UploadBytes, now, bytes);

    public void Enter()
    {
        _running++;
        MostAtOnce = Math.Max(MostAtOnce, _running);
    }

    public void Leave() => _running--;
}

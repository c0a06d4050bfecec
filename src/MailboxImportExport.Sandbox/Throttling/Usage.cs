using System;

namespace MailboxImportExport.Sandbox.Throttling;

/// <summary>What one application does with one mailbox.</summary>
internal sealed class Usage
{
    private readonly object _lock = new();
    private readonly RollingBudget _requests = new();
    private readonly RollingBudget _uploads = new();
    private int _running;
    private int _mostAtOnce;

    public int MostAtOnce
    {
        get
        {
            lock (_lock)
            {
                return _mostAtOnce;
            }
        }
    }

    /// <summary>Lets a call in, or tells why not. A refused call counts as well: whoever goes on asking is refused longer.</summary>
    public Refusal? Enter(ServiceLimits limits, DateTimeOffset now, bool isUpload)
    {
        lock (_lock)
        {
            Refusal? refusal = limits.AreEnforced ? Check(limits, now, isUpload) : null;
            _requests.Use(limits.Requests, now, 1);
            if (refusal is null)
            {
                _running++;
                _mostAtOnce = Math.Max(_mostAtOnce, _running);
            }

            return refusal;
        }
    }

    public void Upload(ServiceLimits limits, DateTimeOffset now, long bytes)
    {
        lock (_lock)
        {
            _uploads.Use(limits.UploadBytes, now, bytes);
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            _running--;
        }
    }

    private Refusal? Check(ServiceLimits limits, DateTimeOffset now, bool isUpload)
    {
        if (_running >= limits.ConcurrentCalls)
        {
            return new Refusal(LimitKind.Concurrency, limits.ConcurrencyPause);
        }

        TimeSpan requests = _requests.Wait(limits.Requests, now);
        if (requests > TimeSpan.Zero)
        {
            return new Refusal(LimitKind.Requests, requests);
        }

        TimeSpan uploads = !isUpload ? TimeSpan.Zero : _uploads.Wait(limits.UploadBytes, now);
        return uploads > TimeSpan.Zero ? new Refusal(LimitKind.UploadBytes, uploads) : null;
    }
}

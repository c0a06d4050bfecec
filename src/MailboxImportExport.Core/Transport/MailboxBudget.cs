using System;

namespace MailboxImportExport.Transport;

/// <summary>What may be sent to one mailbox in a stretch of time: requests, and bytes of their bodies. For one thread at a time.</summary>
internal sealed class MailboxBudget(CallLimits limits)
{
    private readonly RollingBudget _requests = new(limits.Requests, limits.RequestWindow);
    private readonly RollingBudget _uploads = new(limits.UploadBytes, limits.UploadWindow);

    /// <summary>How long to wait before a request may be sent.</summary>
    public TimeSpan Look(long uploadBytes, TimeSpan now)
    {
        TimeSpan uploads = uploadBytes == 0 ? TimeSpan.Zero : _uploads.Look(uploadBytes, now);
        TimeSpan requests = _requests.Look(1, now);
        return uploads > requests ? uploads : requests;
    }

    /// <summary>A request is sent.</summary>
    public void Take(long uploadBytes, TimeSpan now)
    {
        _requests.TryTake(1, now);
        if (uploadBytes > 0)
        {
            _uploads.TryTake(uploadBytes, now);
        }
    }

    /// <summary>Bytes were not sent after all.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="taken">When the request was.</param>
    public void GiveBack(long bytes, TimeSpan taken) => _uploads.GiveBack(bytes, taken);

    /// <summary>From now on other amounts may be sent, in the same stretches of time.</summary>
    public void Limit(CallLimits others)
    {
        _requests.Limit = others.Requests;
        _uploads.Limit = others.UploadBytes;
    }

    /// <summary>Keeps no more memory than what is in use takes, and tells whether nothing is.</summary>
    public bool Release(TimeSpan now)
    {
        // Both, whatever the first says.
        bool isFree = _requests.Release(now);
        return _uploads.Release(now) && isFree;
    }
}

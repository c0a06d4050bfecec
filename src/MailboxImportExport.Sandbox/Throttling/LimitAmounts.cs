using System;

namespace MailboxImportExport.Sandbox.Throttling;

/// <summary>How much somebody may do.</summary>
/// <param name="ConcurrentCalls">Calls that run at the same time.</param>
/// <param name="Requests">Calls within some minutes.</param>
/// <param name="UploadBytes">Bytes in the bodies of calls within some minutes.</param>
internal sealed record LimitAmounts(int ConcurrentCalls, RateLimit Requests, RateLimit UploadBytes)
{
    /// <summary>As much as one likes.</summary>
    public static LimitAmounts None { get; } = new(int.MaxValue, new RateLimit(long.MaxValue, TimeSpan.FromMinutes(10)), new RateLimit(long.MaxValue, TimeSpan.FromMinutes(5)));

    /// <summary>That many times as much.</summary>
    public LimitAmounts Times(int factor) => new(
        ConcurrentCalls * factor,
        Requests with { Amount = Requests.Amount * factor },
        UploadBytes with { Amount = UploadBytes.Amount * factor });
}

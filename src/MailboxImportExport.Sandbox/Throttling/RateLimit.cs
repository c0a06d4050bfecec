using System;

namespace MailboxImportExport.Sandbox.Throttling;

/// <summary>So much within such a time.</summary>
internal sealed record RateLimit(long Amount, TimeSpan Window)
{
    /// <summary>A smaller limit. With both divided by 60 it allows the same per second, and is reached 60 times sooner.</summary>
    public RateLimit Divide(double time, double amount) => new(Math.Max(1, (long)(Amount / amount)), Window / time);
}

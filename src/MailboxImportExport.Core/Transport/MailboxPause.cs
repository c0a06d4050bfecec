using System;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transport;

/// <summary>How long the service wants to be left alone with a mailbox. For one thread at a time.</summary>
internal sealed class MailboxPause(TransportOptions options)
{
    /// <summary>What the service asks for is remembered no longer than this: it may name any time, and be wrong.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private int _refusalsInARow;

    /// <summary>When it ends.</summary>
    public TimeSpan Until { get; private set; }

    /// <summary>What the service said when it asked for it; null when nothing was heard of a call.</summary>
    public ServiceFault? Fault { get; private set; }

    /// <summary>A call went well.</summary>
    public void End() => _refusalsInARow = 0;

    /// <summary>The service refused a call.</summary>
    /// <param name="fault">What it said.</param>
    /// <param name="now">When.</param>
    /// <param name="isNews">Whether the call began after the last refusal.</param>
    /// <returns>How long nothing is to be sent.</returns>
    public TimeSpan Begin(ServiceFault fault, TimeSpan now, bool isNews)
    {
        _refusalsInARow += isNews ? 1 : 0;
        TimeSpan pause = fault.RetryAfter ?? Own();
        pause = pause < Longest ? pause : Longest;
        Extend(now + pause, fault);
        return pause;
    }

    /// <summary>What became of a call is not known.</summary>
    /// <param name="now">When.</param>
    /// <param name="isNews">Whether the call began after the last trouble.</param>
    public void Break(TimeSpan now, bool isNews)
    {
        _refusalsInARow += isNews ? 1 : 0;
        Extend(now + Own(), null);
    }

    private void Extend(TimeSpan until, ServiceFault? fault)
    {
        if (until > Until)
        {
            Until = until;
            Fault = fault;
        }
    }

    // The longer the oftener, as a single call does it by itself; the other calls must not go on asking meanwhile.
    private TimeSpan Own()
    {
        double seconds = options.FirstDelay.TotalSeconds * Math.Pow(2, Math.Min(Math.Max(0, _refusalsInARow - 1), 16));
        return TimeSpan.FromSeconds(Math.Min(seconds, options.LongestDelay.TotalSeconds));
    }
}

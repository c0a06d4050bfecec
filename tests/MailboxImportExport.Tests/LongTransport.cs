using System;
using MailboxImportExport.Transport;

namespace MailboxImportExport.Tests;

/// <summary>For a clock that goes forward by itself: the pauses of the module, and limits that nobody comes to.</summary>
internal static class LongTransport
{
    public static TransportOptions Options { get; } = new()
    {
        AnswerTimeout = TimeSpan.FromDays(30),
        IdleTimeout = TimeSpan.FromDays(30),
        TotalTime = TimeSpan.FromDays(30),
        ThrottledTime = TimeSpan.FromDays(30),
    };
}

using System;
using System.Collections.Generic;
using System.Globalization;
using MailboxImportExport.Sandbox.Http;

namespace MailboxImportExport.Sandbox.Throttling;

/// <summary>Makes refusals of callers that ask for too much.</summary>
internal static class Throttled
{
    private const int Status = 429;

    /// <summary>The refusal of a call that is over a limit, which tells when to come back as the switches say.</summary>
    public static WireError Error(CallContext call, LimitKind limit, TimeSpan pause)
    {
        SandboxSwitches switches = call.Sandbox.Switches;
        bool isSilent = limit == LimitKind.UploadBytes && !switches.UploadLimitSaysRetryAfter;
        return Error(call, limit, pause, isSilent ? RetryAfterForm.Absent : switches.RetryAfterForm);
    }

    public static WireError Error(CallContext call, LimitKind limit, TimeSpan pause, RetryAfterForm form)
    {
        string message = $"Application is over its {Name(limit)} limit.";
        bool looksLikeGraph = call.Host != CallHost.Import || call.Sandbox.Switches.ThrottledImportsLookLikeGraph;
        return looksLikeGraph
            ? new GraphError(Status, "ApplicationThrottled", message) { Headers = RetryAfter(call, pause, form) }
            : new ImportError(Status, message) { Headers = RetryAfter(call, pause, form) };
    }

    /// <summary>The header, in whole seconds: the next ones, because earlier would be too early.</summary>
    public static IReadOnlyList<(string Name, string Value)> RetryAfter(CallContext call, TimeSpan pause, RetryAfterForm form)
    {
        double seconds = Math.Max(1, Math.Ceiling(pause.TotalSeconds));
        return form switch
        {
            RetryAfterForm.Seconds => [("Retry-After", seconds.ToString(CultureInfo.InvariantCulture))],
            RetryAfterForm.Date => [("Retry-After", Next(call, seconds).ToString("R", CultureInfo.InvariantCulture))],
            _ => [],
        };
    }

    private static string Name(LimitKind limit) => limit switch
    {
        LimitKind.Concurrency => "MailboxConcurrency",
        LimitKind.Requests => "RequestCount",
        _ => "IncomingBytes",
    };

    private static DateTimeOffset Next(CallContext call, double seconds) => call.Sandbox.Clock.GetUtcNow().AddSeconds(seconds);
}

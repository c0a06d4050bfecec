using System;
using MailboxImportExport.Authentication;

namespace MailboxImportExport.Transport;

/// <summary>Limits of time and number for calls to the service.</summary>
internal sealed record TransportOptions
{
    public static TransportOptions Default { get; } = new();

    /// <summary>The proxy to go through.</summary>
    public ProxySettings Proxy { get; init; } = ProxySettings.System;

    /// <summary>How long an answer may take to begin. Exports of very large items are put together before the first byte comes.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long an answer may pause once it has begun. There is no limit on its whole length: 150 MB may take minutes.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Requests to one mailbox in <see cref="RequestWindow"/> (Microsoft Graph documentation, throttling limits, Outlook).</summary>
    public long Requests { get; init; } = 10_000;

    public TimeSpan RequestWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Bytes of bodies sent to one mailbox in <see cref="UploadWindow"/>; the documentation says 150 MB and not which.</summary>
    public long UploadBytes { get; init; } = 150L * 1000 * 1000;

    public TimeSpan UploadWindow { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Sends of one call, the first included.</summary>
    public int Attempts { get; init; } = 8;

    /// <summary>First pause when the service names none; it doubles with each attempt.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause that the module chooses by itself. What the service asks for is obeyed whatever its length, or the call ends.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A call is not repeated once it has been tried for this long, nor when the pause that the service asks for ends later.</summary>
    public TimeSpan TotalTime { get; init; } = TimeSpan.FromMinutes(30);
}

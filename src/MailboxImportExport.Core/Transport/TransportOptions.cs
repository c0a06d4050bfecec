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

    /// <summary>What an application may do with a mailbox.</summary>
    public CallLimits Limits { get; init; } = new();

    /// <summary>What the user of this connection wants instead.</summary>
    public WantedLimits Wanted { get; init; } = new();

    /// <summary>Sends of one call, the first included. Refusals that only ask to slow down are not counted: waiting is all that they want.</summary>
    public int Attempts { get; init; } = 8;

    /// <summary>Sends of one call whatever the answers are: more than its own pauses fit into <see cref="ThrottledTime"/>.</summary>
    public int MostAttempts { get; init; } = 300;

    /// <summary>First pause when the service names none; it doubles with each attempt.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause that the module chooses by itself. What the service asks for is obeyed whatever its length, or the call ends.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A call is not repeated once it has been tried for this long; neither its pauses count nor what it waited for until it was let in.</summary>
    public TimeSpan TotalTime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a call pauses, in all, because the service asks to slow down. Where a single pause is as long, no call to the mailbox begins: pauses of most of an hour have been seen.</summary>
    public TimeSpan ThrottledTime { get; init; } = TimeSpan.FromHours(2);
}

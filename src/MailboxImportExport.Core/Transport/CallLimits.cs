using System;

namespace MailboxImportExport.Transport;

/// <summary>What one application may do with one mailbox, and where the number of calls at once begins before the service has shown what it takes.</summary>
/// <remarks>
/// Microsoft Graph documentation, "Microsoft Graph service-specific throttling limits", Outlook, for each application and mailbox: four
/// requests at once, 10,000 requests in ten minutes, 150 MB of uploads in five minutes. An archive is a mailbox of its own.
/// </remarks>
internal sealed record CallLimits
{
    /// <summary>Calls at once that the documentation allows for one mailbox.</summary>
    public const int DocumentedCallsAtOnce = 4;

    /// <summary>Calls at once to a mailbox, at most.</summary>
    public int MostLanes { get; init; } = DocumentedCallsAtOnce;

    /// <summary>Calls at once to a mailbox that nothing is known of: one less than allowed, because another process may be at work for the same application.</summary>
    public int FirstLanes { get; init; } = DocumentedCallsAtOnce - 1;

    /// <summary>Calls at once of the application over all mailboxes, before it is known how many go well. No number is documented.</summary>
    public int FirstCeiling { get; init; } = 8;

    /// <summary>Calls at once of the application over all mailboxes, at most: 64 mailboxes with all their lanes.</summary>
    public int MostCeiling { get; init; } = 256;

    /// <summary>Requests to one mailbox in <see cref="RequestWindow"/>.</summary>
    public long Requests { get; init; } = 10_000;

    public TimeSpan RequestWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Bytes of bodies sent to one mailbox in <see cref="UploadWindow"/>; the documentation says 150 MB and not which: the smaller ones.</summary>
    public long UploadBytes { get; init; } = 150L * 1000 * 1000;

    public TimeSpan UploadWindow { get; init; } = TimeSpan.FromMinutes(5);
}

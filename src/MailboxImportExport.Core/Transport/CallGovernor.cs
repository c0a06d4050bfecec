using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Authentication;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transport;

/// <summary>
/// Decides when a call begins, for all commands of the process that work for the same application: how many at once for each mailbox and over
/// all of them, how many requests and uploaded bytes in a stretch of time, and not before the service wants it. A call that waits to be
/// repeated holds no place, and a mailbox that has to wait holds none of the places that the mailboxes share.
/// </summary>
/// <example>
/// <code>
/// using CallPlace place = await governor.EnterAsync(mailboxId, body.Length, cancellationToken);
/// // send, read; then place.Succeed(), or place.Refuse(fault)
/// </code>
/// </example>
internal sealed class CallGovernor(TransportOptions options, TimeProvider time)
{
    // The budgets are those of an application: several connections of a process may be the same one.
    private static readonly ConcurrentDictionary<(string Cloud, string Application, TransportOptions Options), CallGovernor> Shared = new();

    private readonly ConcurrentDictionary<string, MailboxGovernor> _mailboxes = new(StringComparer.OrdinalIgnoreCase);
    private readonly SharedCeiling _ceiling = new(options.Limits, time);

    /// <summary>The governor of an application in a cloud, one in the process for the same limits.</summary>
    public static CallGovernor Of(Cloud cloud, string? application, TransportOptions options, TimeProvider time)
    {
        if (application is null || !ReferenceEquals(time, TimeProvider.System))
        {
            return new CallGovernor(options, time);
        }

        // A sandbox that was started anew is another service although it may have the same port.
        string place = $"{cloud.GraphEndpoint.Authority} {cloud.PinnedCertificate}";
        TransportOptions key = options with { Proxy = ProxySettings.System };
        return Shared.GetOrAdd((place, application.ToUpperInvariant(), key), static k => new CallGovernor(k.Options, TimeProvider.System));
    }

    /// <summary>Waits until a call may begin; disposing the result ends it.</summary>
    /// <param name="mailboxId">The mailbox that is called; calls without one have places of their own.</param>
    /// <param name="uploadBytes">Bytes of the body.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<CallPlace> EnterAsync(string? mailboxId, long uploadBytes, CancellationToken cancellationToken)
        => Mailbox(mailboxId).EnterAsync(uploadBytes, cancellationToken);

    /// <summary>Follows a mailbox for a run, which is told once when it has to wait.</summary>
    public PacingWatch Watch(string mailboxId, string name, IRunLog log) => Mailbox(mailboxId).Watch(name, log);

    private MailboxGovernor Mailbox(string? mailboxId)
        => _mailboxes.GetOrAdd(mailboxId ?? string.Empty, id => new MailboxGovernor(id, _ceiling, options, time));
}

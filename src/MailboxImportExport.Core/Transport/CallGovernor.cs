using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
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
/// // send, read; then place.Succeed(), or place.Refuse(fault); of a body that was not sent as a whole place.Settle(sent)
/// </code>
/// </example>
internal sealed class CallGovernor
{
    // The budgets are those of an application: several connections of a process may be the same one.
    private static readonly ConcurrentDictionary<(string Cloud, string Application, TransportOptions Options), CallGovernor> Shared = new();

    // Mailboxes that nobody calls any more are looked for no more often than this.
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    private readonly TransportOptions _options;
    private readonly SteadyClock _clock;
    private readonly SharedCeiling _ceiling;
    private readonly object _lock = new();
    private readonly ConcurrentDictionary<string, MailboxGovernor> _mailboxes = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string> _parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<WeakReference<LimitClaim>> _claims = [];
    private volatile CallLimits _limits;
    private TimeSpan _swept;

    public CallGovernor(TransportOptions options, TimeProvider time)
    {
        _options = options;
        _limits = options.Limits;
        _clock = new SteadyClock(time);
        _ceiling = new SharedCeiling(_limits, _clock);
    }

    /// <summary>What holds now.</summary>
    public CallLimits Limits => _limits;

    /// <summary>Mailboxes of which something is remembered.</summary>
    public int Mailboxes => _mailboxes.Count;

    /// <summary>The governor of an application in a cloud, one in the process whatever its connections want.</summary>
    public static CallGovernor Of(Cloud cloud, string? application, TransportOptions options, TimeProvider time)
    {
        if (application is null || !ReferenceEquals(time, TimeProvider.System))
        {
            return new CallGovernor(options, time);
        }

        // A sandbox that was started anew is another service although it may have the same port.
        string place = $"{cloud.GraphEndpoint.Authority} {cloud.PinnedCertificate}";
        TransportOptions key = options with { Proxy = ProxySettings.System, Wanted = new WantedLimits() };
        return Shared.GetOrAdd((place, application.ToUpperInvariant(), key), static k => new CallGovernor(k.Options, TimeProvider.System));
    }

    /// <summary>Keeps within what a connection wants as long as the result is held: of all that are wanted the smallest number counts, and where none is the usual one.</summary>
    public LimitClaim Claim(WantedLimits wanted)
    {
        LimitClaim claim = new(wanted, GiveUp);
        lock (_lock)
        {
            _claims.Add(new WeakReference<LimitClaim>(claim));
            Limit(null);
        }

        return claim;
    }

    /// <summary>Waits until a call may begin; disposing the result ends it.</summary>
    /// <param name="mailboxId">The mailbox that is called; calls without one have places of their own.</param>
    /// <param name="uploadBytes">Bytes of the body.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="MailboxImportExportException">The service wants to be left alone for longer than a call may wait.</exception>
    public Task<CallPlace> EnterAsync(string? mailboxId, long uploadBytes, CancellationToken cancellationToken)
    {
        MailboxGovernor mailbox = Mailbox(mailboxId);
        while (!mailbox.TryJoin())
        {
            mailbox = Mailbox(mailboxId);
        }

        return mailbox.EnterAsync(uploadBytes, cancellationToken);
    }

    /// <summary>Follows a mailbox for a run, which is told once when it has to wait.</summary>
    public PacingWatch Watch(string mailboxId, string name, IRunLog log)
    {
        while (true)
        {
            if (Mailbox(mailboxId).TryWatch(name, log) is PacingWatch watch)
            {
                return watch;
            }
        }
    }

    /// <summary>From now on calls to a further part of an archive count as calls to the archive: whoever follows the archive sees what is waited for there.</summary>
    /// <remarks>Nobody documents whether a part has limits of its own; together they keep within both readings.</remarks>
    public void Join(string part, string archive)
    {
        string whole = Whole(archive);
        if (!part.Equals(whole, StringComparison.OrdinalIgnoreCase))
        {
            _parts.TryAdd(part, whole);
        }
    }

    private string Whole(string mailboxId) => _parts.TryGetValue(mailboxId, out string? whole) ? whole : mailboxId;

    private MailboxGovernor Mailbox(string? mailboxId)
    {
        string id = mailboxId is null ? string.Empty : Whole(mailboxId);
        if (_mailboxes.TryGetValue(id, out MailboxGovernor? known))
        {
            return known;
        }

        // Under the lock: no mailbox must miss that the limits change.
        lock (_lock)
        {
            Sweep();
            return _mailboxes.GetOrAdd(id, i => new MailboxGovernor(i, _ceiling, _options with { Limits = _limits }, _clock));
        }
    }

    // Ten thousand mailboxes may pass through one process.
    private void Sweep()
    {
        if (_clock.Now - _swept < SweepInterval)
        {
            return;
        }

        _swept = _clock.Now;
        foreach (KeyValuePair<string, MailboxGovernor> mailbox in _mailboxes)
        {
            if (mailbox.Value.TryRetire())
            {
                _mailboxes.TryRemove(mailbox.Key, out _);
            }
        }
    }

    private void GiveUp(LimitClaim claim)
    {
        lock (_lock)
        {
            Limit(claim);
        }
    }

    private void Limit(LimitClaim? given)
    {
        // A connection that nobody closed and nobody has any more wants nothing.
        WantedLimits wanted = new();
        _claims.RemoveAll(c => !c.TryGetTarget(out LimitClaim? claim) || ReferenceEquals(claim, given));
        foreach (WeakReference<LimitClaim> reference in _claims)
        {
            wanted = reference.TryGetTarget(out LimitClaim? claim) ? wanted.And(claim.Wanted) : wanted;
        }

        CallLimits limits = wanted.Of(_options.Limits);
        if (limits == _limits)
        {
            return;
        }

        _limits = limits;
        _ceiling.Limit(limits);
        foreach (MailboxGovernor mailbox in _mailboxes.Values)
        {
            mailbox.Limit(limits);
        }
    }
}

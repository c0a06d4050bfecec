using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Import;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Import;

/// <summary>One import session for each mailbox, opened when it is first needed and renewed before it ends.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A semaphore without a wait handle holds nothing.")]
internal sealed class ImportSessions(GraphConnection connection, IRunLog log)
{
    // A large item needs minutes; it must not be cut off by the end of its session.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _lock = new(1, 1);
    private readonly Dictionary<string, Held> _sessions = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Uses a session that a user opened, as long as it lasts.</summary>
    public void Use(MailboxImportSession session)
    {
        if (!ReferenceEquals(session.Owner, connection))
        {
            throw Errors.ImportSessionForeign(session.MailboxId);
        }

        _sessions[session.MailboxId] = new Held(session, session.Expires - Lead(session.Expires - connection.Time.GetUtcNow()));
    }

    /// <summary>The session of a mailbox, fresh enough for another item.</summary>
    public async Task<MailboxImportSession> GetAsync(string mailboxId, CancellationToken cancellationToken)
    {
        await _lock.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_sessions.TryGetValue(mailboxId, out Held? held) && connection.Time.GetUtcNow() < held.RenewAt)
            {
                return held.Session;
            }

            MailboxImportSession session = await new ImportSessionRequests(connection, log).CreateAsync(mailboxId, cancellationToken).ConfigureAwait(false);
            log.Verbose($"Import session for {session}.");
            _sessions[mailboxId] = new Held(session, session.Expires - Lead(session.Expires - connection.Time.GetUtcNow()));
            return session;
        }
        finally
        {
            _lock.Release();
        }
    }

    /// <summary>The service refused a session: the next item gets a new one.</summary>
    public async Task ForgetAsync(MailboxImportSession refused, CancellationToken cancellationToken)
    {
        await _lock.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_sessions.TryGetValue(refused.MailboxId, out Held? held) && ReferenceEquals(held.Session, refused))
            {
                _sessions.Remove(refused.MailboxId);
            }
        }
        finally
        {
            _lock.Release();
        }
    }

    // Nobody documents how long a session lasts; of a short one most has to be usable.
    private static TimeSpan Lead(TimeSpan lifetime) => TimeSpan.FromTicks(Math.Min(Margin.Ticks, Math.Max(0, lifetime.Ticks / 4)));

    private sealed record Held(MailboxImportSession Session, DateTimeOffset RenewAt);
}

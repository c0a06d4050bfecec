using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Import;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Import;

/// <summary>One import session for each mailbox, opened when it is first needed and renewed before it ends. A mailbox that has to wait for its session holds up no other.</summary>
internal sealed class ImportSessions(GraphConnection connection, IRunLog log) : IImportSessions
{
    // A large item needs minutes; it must not be cut off by the end of its session.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Slot> _sessions = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Uses a session that a user opened, as long as it lasts.</summary>
    public void Use(MailboxImportSession session)
    {
        if (!ReferenceEquals(session.Owner, connection))
        {
            throw Errors.ImportSessionForeign(session.MailboxId);
        }

        SlotOf(session.MailboxId).Held = Hold(session);
    }

    /// <summary>The session of a mailbox, fresh enough for another item.</summary>
    public async Task<MailboxImportSession> GetAsync(string mailboxId, CancellationToken cancellationToken)
    {
        Slot slot = SlotOf(mailboxId);
        await slot.Lock.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Lasting(slot) is not Held held)
            {
                MailboxImportSession session = await new ImportSessionRequests(connection, log).CreateAsync(mailboxId, cancellationToken).ConfigureAwait(false);
                log.Verbose($"Import session for {session}.");
                held = Hold(session);
                slot.Held = held;
            }

            return held.Session;
        }
        finally
        {
            slot.Lock.Release();
        }
    }

    /// <summary>The session of a mailbox that another item can be sent through without a call, or null.</summary>
    public MailboxImportSession? Find(string mailboxId) => Lasting(SlotOf(mailboxId))?.Session;

    /// <summary>The service refused a session: the next item gets a new one.</summary>
    public async Task ForgetAsync(MailboxImportSession refused, CancellationToken cancellationToken)
    {
        Slot slot = SlotOf(refused.MailboxId);
        await slot.Lock.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            slot.Held = ReferenceEquals(slot.Held?.Session, refused) ? null : slot.Held;
        }
        finally
        {
            slot.Lock.Release();
        }
    }

    private Held? Lasting(Slot slot) => slot.Held is Held held && connection.ServiceTime < held.RenewAt ? held : null;

    private Slot SlotOf(string mailboxId) => _sessions.GetOrAdd(mailboxId, static _ => new Slot());

    private Held Hold(MailboxImportSession session) => new(session, session.Expires - Lead(session.Expires - connection.ServiceTime));

    // Nobody documents how long a session lasts; of a short one most has to be usable.
    private static TimeSpan Lead(TimeSpan lifetime) => TimeSpan.FromTicks(Math.Min(Margin.Ticks, Math.Max(0, lifetime.Ticks / 4)));

    private sealed record Held(MailboxImportSession Session, DateTimeOffset RenewAt);

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A semaphore without a wait handle holds nothing.")]
    private sealed class Slot
    {
        public SemaphoreSlim Lock { get; } = new(1, 1);

        // Looked at without the lock: whoever has just got the next one only renews it earlier than it had to.
        public volatile Held? Held;
    }
}

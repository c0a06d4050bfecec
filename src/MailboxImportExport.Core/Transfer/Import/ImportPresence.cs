using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Import.Journal;

namespace MailboxImportExport.Transfer.Import;

/// <summary>
/// Finds out whether a target folder has an item already: by what the run itself has brought there, by what the journal says of it, and by what is
/// the same item.
/// </summary>
internal sealed class ImportPresence(GraphConnection connection, TargetContents contents, ImportJournals journals, ConflictRule rule, IRunLog log, bool allVersions = false)
{
    // A body that is sent at the speed that the documentation allows; how long a broken-off one was on its way nobody has written down.
    private const double BytesInASecond = 500_000;

    private readonly ImportSightings? _seen = rule == ConflictRule.Copy ? null : new();

    private bool MakesCopies => rule == ConflictRule.Copy;

    /// <summary>Gets an item into the hands of this run, unless it is in those of another; there are none to ask for where copies are made.</summary>
    /// <returns>What has to be waited for, or null.</returns>
    public Task? Enter(ImportAttempt attempt, MailboxContentFolder folder)
    {
        attempt.ReadFile();
        JournalSource source = SourceOf(attempt.Request);
        if (!MakesCopies)
        {
            attempt.Claim = ImportClaims.Process.TryTake(KeyOf(allVersions ? source : source with { ChangeKey = null }, folder), out Task released);
            if (attempt.Claim is null)
            {
                return released;
            }
        }

        JournalRun? run = journals.Of(source, attempt.Request.Item is null ? source.File : attempt.Request.Item.File, folder.MailboxId);
        attempt.Journal = run is null ? null : new JournaledImport(run, KeyOf(source, folder), source, folder);
        return null;
    }

    /// <summary>Looks for an item.</summary>
    public async Task<ImportPlacement> FindAsync(ImportAttempt attempt, MailboxContentFolder folder, CancellationToken cancellationToken)
    {
        JournaledImport? journal = attempt.Journal;
        if (MakesCopies && journal?.Run.ContinuesCopies != true)
        {
            return new ImportPlacement(TargetPresence.New);
        }

        IdentityHash hash = await attempt.IdentifyAsync(cancellationToken).ConfigureAwait(false);
        uint? seen = attempt.Claim is null ? null : _seen?.Find(attempt.Claim.Key.High);
        if (seen == VersionOf(hash))
        {
            return new ImportPlacement(TargetPresence.Same);
        }

        ImportPlacement placement = !hash.HasKey && journal is null
            ? new ImportPlacement(TargetPresence.New)
            : await FindAsync(attempt, folder, hash, cancellationToken).ConfigureAwait(false);

        // Another version of an item that this run has just brought.
        return seen is not null && placement.Presence == TargetPresence.New ? placement with { Presence = TargetPresence.Conflict } : placement;
    }

    /// <summary>How long to wait before it is looked once more for what an earlier run has sent; null when the first look was late enough.</summary>
    public TimeSpan? WaitFor(ImportAttempt attempt, MailboxContentFolder folder, PriorImport late)
    {
        DateTimeOffset listed = ArrivalsOf(folder).Contents!.Listed;

        // Not later than that the service was done with it: its answer was waited for as long, and the body was on its way before.
        DateTimeOffset last = late.IsDone
            ? late.Run.Last
            : late.Intended + connection.Transport.AnswerTimeout + TimeSpan.FromSeconds(attempt.Request.Content.Length / BytesInASecond);
        if (listed >= last + connection.SettleTime)
        {
            return null;
        }

        // Where an intent is younger than the listing, a run of this process beside this one has given it up just now.
        bool isYounger = !late.IsDone && late.Intended >= listed;
        return isYounger ? connection.SettleTime : listed + connection.SettleTime - connection.ServiceTime;
    }

    /// <summary>Looks once more, when that time is over.</summary>
    public async Task<ImportPlacement> LookAgainAsync(ImportAttempt attempt, MailboxContentFolder folder, CancellationToken cancellationToken)
    {
        ImportPlacement placement = attempt.Placement!;
        PriorImport late = placement.Late!;
        if (late.IsDone)
        {
            FolderContents again = await contents.AgainAsync(folder, attempt.Journal!.Run.Journal, cancellationToken).ConfigureAwait(false);
            return again.TakeById(late.Item) ? Found(attempt, late, late.Item, again.VersionOf(late.Item)) : placement with { Late = null };
        }

        ArrivalFinding found = await ArrivalsOf(folder)
            .FindAsync(attempt.Identity!.Value, late.Intended, attempt.Journal!.Run.Journal, place: null, isLast: true, cancellationToken)
            .ConfigureAwait(false);
        return found.Item is MailboxItem arrived
            ? Found(attempt, late, ItemIdHash.Of(arrived.ItemId), new HeldVersion(arrived.ItemId, arrived.ChangeKey))
            : placement with { Late = null };
    }

    /// <summary>What comes into a folder.</summary>
    public FolderArrivals ArrivalsOf(MailboxContentFolder folder) => contents.ArrivalsOf(folder);

    /// <summary>The target has an item now.</summary>
    public void Remember(ImportAttempt attempt)
    {
        if (attempt.Claim is ImportClaim claim)
        {
            _seen!.Add(claim.Key.High, VersionOf(attempt.Identity));
        }
    }

    private static ImportPlacement Found(ImportAttempt attempt, PriorImport prior, ulong item, HeldVersion? present)
    {
        attempt.Journal!.Find(prior, item);
        return new ImportPlacement(TargetPresence.Same) { Present = present };
    }

    private static PriorImport? Last(IEnumerable<PriorImport>? imports) => imports?.OrderBy(static p => p.Intended).LastOrDefault();

    private static uint VersionOf(IdentityHash? hash) => (uint)(hash?.Rest ?? 0);

    private static JournalSource SourceOf(ImportRequest request) => request.Item is ExportedMailboxItem item
        ? new JournalSource { MailboxId = item.SourceMailboxId, ItemId = item.SourceItemId, ChangeKey = item.ChangeKey ?? item.Sha256 }
        : new JournalSource { File = request.Content.Name, Sha256 = Hex.Of(request.Content.Sha256!) };

    private JournalKey KeyOf(JournalSource source, MailboxContentFolder folder) => JournalKey.Of(source, connection.Instance, folder.MailboxId, folder.FolderId);

    private async Task<ImportPlacement> FindAsync(ImportAttempt attempt, MailboxContentFolder folder, IdentityHash hash, CancellationToken cancellationToken)
    {
        JournaledImport? journal = attempt.Journal;
        FolderContents held = await contents.OfAsync(folder, journal?.Run.Journal, cancellationToken).ConfigureAwait(false);
        if (IsThere(attempt, folder, hash, held, out ulong id))
        {
            return new ImportPlacement(TargetPresence.Same) { Present = held.VersionOf(id) };
        }

        ImportPlacement placement;
        if (rule == ConflictRule.Replace && hash.HasKey)
        {
            placement = new ImportPlacement(held.TakeOnly(hash, out HeldVersion? version)) { Replaces = version };
        }
        else
        {
            TargetPresence presence = IsSame(hash, held, journal, out id);
            placement = new ImportPlacement(presence) { Present = presence == TargetPresence.Same ? held.VersionOf(id) : null };
        }

        // What is not there may still come, when it was sent a moment ago. What answers for another item is there, and does not come again.
        bool isNew = placement.Presence is TargetPresence.New or TargetPresence.Conflict;
        return isNew ? placement with { Late = Last(journal?.Open) ?? Last(journal?.Done.Where(p => !held.Knows(p.Item))) } : placement;
    }

    // By the journal: what an earlier run made stands there still, or what one was making has arrived.
    private bool IsThere(ImportAttempt attempt, MailboxContentFolder folder, IdentityHash hash, FolderContents held, out ulong id)
    {
        id = 0;
        JournaledImport? journal = attempt.Journal;
        bool mayReplace = rule == ConflictRule.Replace && hash.HasKey;
        if (journal?.Done.FirstOrDefault(p => Stands(p, journal, held, mayReplace)) is PriorImport done)
        {
            id = done.Item;
            journal.Find(done, id);
            return true;
        }

        if (hash.HasKey && !MakesCopies)
        {
            // Whatever stands there and is the same item will do.
            return false;
        }

        foreach (PriorImport open in journal?.Open ?? [])
        {
            IntentFinding finding = held.TakeArrived(hash, open.Intended, attempt.Created, out id);
            if (finding == IntentFinding.Doubtful)
            {
                Doubt(attempt, folder);
            }

            if (finding != IntentFinding.Missing)
            {
                journal!.Find(open, id);
                return true;
            }
        }

        return false;
    }

    private bool Stands(PriorImport done, JournaledImport journal, FolderContents held, bool mayReplace)
    {
        bool isBeside = !MakesCopies && journal.Run.IsBeside(done);
        if (mayReplace && !isBeside && !done.Run.IsUnfinishedReplacement)
        {
            return false;
        }

        // What a run beside this one has made may have come after the listing.
        return held.TakeById(done.Item) || (isBeside && !held.Knows(done.Item));
    }

    private void Doubt(ImportAttempt attempt, MailboxContentFolder folder)
    {
        string name = attempt.Request.Name;
        log.Warning($"'{name}' was being imported when an earlier run was stopped. '{folder.Path}' has one like it, of which it cannot be told whether it is older; it is taken for this one. If it is another, import '{name}' alone, with -ConflictAction Copy and a new -JournalPath.");
        attempt.Request.Owner.Account.AddReason($"it is not certain that '{name}' has been imported into '{folder.Path}'");
    }

    private TargetPresence IsSame(IdentityHash hash, FolderContents held, JournaledImport? journal, out ulong id)
    {
        id = 0;
        if (!hash.HasKey || MakesCopies)
        {
            return TargetPresence.New;
        }

        // What stands for an item that is gone from the source must not stand for an equal one, which would go as well.
        TargetPresence presence = held.Take(hash, leavesMoved: journal?.Run.MovesSources == true, out id);
        if (presence == TargetPresence.Same)
        {
            journal?.Find(journal.Open.Concat(journal.Done).FirstOrDefault(), id);
        }

        return presence;
    }
}

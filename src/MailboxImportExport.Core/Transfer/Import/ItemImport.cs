using System;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Import;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Import.Journal;
using MailboxImportExport.Transport;

namespace MailboxImportExport.Transfer.Import;

/// <summary>
/// The turns of an item: finds its folder and whether that has it, sends it, and where no answer comes finds out what became of it
/// before it is sent once more.
/// </summary>
internal sealed class ItemImport(
    GraphConnection connection,
    MailboxContentStore target,
    ImportSender sender,
    ImportPresence presences,
    IRunLog log,
    ReplacedItems? replaced)
{
    /// <summary>The next turn of an item.</summary>
    public async Task<ImportStep> RunAsync(ImportAttempt attempt, CancellationToken cancellationToken)
    {
        ImportRequest request = attempt.Request;
        MailboxContentFolder folder = attempt.Folder
            ??= await request.Owner.Folders.GetAsync(request.SourceFolder, request.Content.Name, cancellationToken).ConfigureAwait(false);
        if (attempt.Loss is not null)
        {
            return await SettleAsync(attempt, folder, cancellationToken).ConfigureAwait(false);
        }

        if (await WaitAsync(attempt, folder, cancellationToken).ConfigureAwait(false) is ImportWait wait)
        {
            return wait;
        }

        if (attempt.Placement is { Presence: TargetPresence.Same or TargetPresence.Several } there)
        {
            return Skip(attempt, folder, there);
        }

        attempt.Place = await PlaceAsync(attempt, folder, cancellationToken).ConfigureAwait(false);
        return await SendAsync(attempt, folder, cancellationToken).ConfigureAwait(false);
    }

    // Until it is known whether the target has it: another run may be importing it, or have sent it a moment ago.
    private async Task<ImportWait?> WaitAsync(ImportAttempt attempt, MailboxContentFolder folder, CancellationToken cancellationToken)
    {
        if (attempt.Placement is null && presences.Enter(attempt, folder) is Task other)
        {
            return ImportWait.For(other);
        }

        attempt.Placement = attempt.Placement is null
            ? await presences.FindAsync(attempt, folder, cancellationToken).ConfigureAwait(false)
            : await presences.LookAgainAsync(attempt, folder, cancellationToken).ConfigureAwait(false);
        if (attempt.Placement.Late is not PriorImport late || presences.WaitFor(attempt, folder, late) is not TimeSpan left)
        {
            return null;
        }

        if (left <= TimeSpan.Zero)
        {
            attempt.Placement = await presences.LookAgainAsync(attempt, folder, cancellationToken).ConfigureAwait(false);
            return null;
        }

        log.Verbose($"'{attempt.Request.Name}' was sent a moment ago by an earlier run; whether it is there is seen in {Math.Ceiling(left.TotalSeconds):F0} s.");
        return ImportWait.For(left);
    }

    private ImportOutcome Skip(ImportAttempt attempt, MailboxContentFolder folder, ImportPlacement there)
    {
        if (there.Presence == TargetPresence.Several)
        {
            log.Warning($"'{attempt.Request.Name}' is skipped: '{folder.Path}' has it several times, and which of them it is to replace cannot be told.");
        }
        else if (log.ShowsVerbose)
        {
            log.Verbose($"'{attempt.Request.Name}' is skipped: '{folder.Path}' has it.");
        }

        presences.Remember(attempt);
        return new ImportOutcome(folder, null) { Present = there.Present };
    }

    // What is replaced is exported before, or not replaced.
    private async Task<ImportPlace> PlaceAsync(ImportAttempt attempt, MailboxContentFolder folder, CancellationToken cancellationToken)
    {
        if (attempt.Placement!.Replaces is not HeldVersion held)
        {
            return new ImportPlace(folder.FolderId);
        }

        if (replaced is null || attempt.Journal is not { Run.IsFleeting: false } journal)
        {
            throw Errors.ReplacedItemHasNoPlace(attempt.Request.Name);
        }

        await replaced.KeepAsync(held, folder, journal.Run.Journal.Path, attempt.Request.Name, cancellationToken).ConfigureAwait(false);
        return new ImportPlace(folder.FolderId, held.ItemId, held.ChangeKey);
    }

    // Written down before and after: whoever is killed in between finds the item, or finds that it is not there.
    private async Task<ImportStep> SendAsync(ImportAttempt attempt, MailboxContentFolder folder, CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ImportAnswerJson? answer = null;
        try
        {
            answer = await sender
                .SendAsync(attempt.Request, folder, attempt.Place!, () => Begin(attempt, folder, ended.Task), cancellationToken)
                .ConfigureAwait(false);
            presences.ArrivalsOf(folder).Add(answer.ItemId ?? throw Errors.ImportOutcomeUnknown(attempt.Request.Content.Name, Errors.AnswerInvalid("it names no item.")));
        }
        catch (MailboxImportExportException e) when (RetryTable.MayBeDone(e) || IsOvertaken(attempt, e))
        {
            attempt.Lose(e, connection.ServiceTime, connection.Time);
            log.Verbose($"What became of the import of '{attempt.Request.Name}' is not known: {e.Message}");
        }
        catch (MailboxImportExportException e) when (e.Kind != FailureKind.FileNotWritable)
        {
            // Where an answer was lost before, the item may still come to show: then it stays open for the next run.
            if (attempt.AnswersLost == 0)
            {
                attempt.Journal?.Refuse();
            }

            throw;
        }
        finally
        {
            ended.SetResult(true);
        }

        return attempt.Loss is null
            ? Arrive(attempt, folder, answer!.ItemId!, answer.ChangeKey, (answer.Request?.RequestId, answer.Request?.ClientRequestId))
            : await SettleAsync(attempt, folder, cancellationToken).ConfigureAwait(false);
    }

    // An update that is refused after another one was sent without an answer: that one may have been carried out.
    private static bool IsOvertaken(ImportAttempt attempt, MailboxImportExportException e)
        => attempt is { AnswersLost: > 0, Place.ItemId: not null } && e is MailboxServiceException { StatusCode: 400 or 404 or 409 };

    private void Begin(ImportAttempt attempt, MailboxContentFolder folder, Task ended)
    {
        attempt.Sent = connection.ServiceTime;
        attempt.Journal?.Begin(attempt.Sent);
        attempt.SentAs = presences.ArrivalsOf(folder).Begin(ended);
    }

    // What was sent without an answer is looked for, as long as it may come to show, and then sent again.
    private async Task<ImportStep> SettleAsync(ImportAttempt attempt, MailboxContentFolder folder, CancellationToken cancellationToken)
    {
        bool isUpdate = attempt.Place!.ItemId is not null;
        TimeSpan left = isUpdate ? TimeSpan.Zero : attempt.Lost + connection.SettleTime - connection.ServiceTime;
        ArrivalFinding found;
        try
        {
            found = isUpdate
                ? await FindUpdatedAsync(attempt, folder, cancellationToken).ConfigureAwait(false)
                : await FindArrivedAsync(attempt, folder, isLast: left <= TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        }
        catch (MailboxServiceException e) when (e.Kind is FailureKind.ServiceUnavailable or FailureKind.ServiceThrottled && !IsGivenUp(attempt))
        {
            log.Verbose($"It could not be looked whether '{attempt.Request.Name}' has arrived: {e.Message}");
            return ImportWait.For(connection.SettleTime);
        }
        catch (MailboxImportExportException)
        {
            // Whatever it is, this item may be there: that is what its user has to know. What ends the run does so by the next item.
            throw Errors.ImportOutcomeUnknown(attempt.Request.Content.Name, attempt.Loss!);
        }

        if (found.Item is MailboxItem arrived)
        {
            return Arrive(attempt, folder, arrived.ItemId, arrived.ChangeKey, null);
        }

        if (found.Finding == IntentFinding.Doubtful || (left <= TimeSpan.Zero && IsGivenUp(attempt)))
        {
            throw Errors.ImportOutcomeUnknown(attempt.Request.Content.Name, attempt.Loss!);
        }

        if (left > TimeSpan.Zero)
        {
            return ImportWait.For(left);
        }

        attempt.Loss = null;
        return await SendAsync(attempt, folder, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ArrivalFinding> FindArrivedAsync(ImportAttempt attempt, MailboxContentFolder folder, bool isLast, CancellationToken cancellationToken)
    {
        IdentityHash item = await attempt.IdentifyAsync(cancellationToken).ConfigureAwait(false);

        // What cannot be told apart from others cannot be looked for.
        return attempt.IsIdentified
            ? await presences.ArrivalsOf(folder).FindAsync(item, attempt.Sent, attempt.Journal?.Run.Journal, attempt.SentAs, isLast, cancellationToken).ConfigureAwait(false)
            : ArrivalFinding.Doubtful;
    }

    private async Task<ArrivalFinding> FindUpdatedAsync(ImportAttempt attempt, MailboxContentFolder folder, CancellationToken cancellationToken)
    {
        string id = attempt.Place!.ItemId!;
        string? changeKey = await new ItemVersions(connection, log).ReadAsync(folder.MailboxId, folder.FolderId, id, attempt.Request.Name, cancellationToken).ConfigureAwait(false);
        return changeKey == attempt.Place.ChangeKey
            ? ArrivalFinding.Missing
            : new ArrivalFinding(IntentFinding.Found, new MailboxItem { MailboxId = folder.MailboxId, FolderId = folder.FolderId, FolderPath = folder.Path, ItemId = id, ChangeKey = changeKey });
    }

    private bool IsGivenUp(ImportAttempt attempt)
        => attempt.AnswersLost >= connection.Transport.Attempts || connection.Time.GetElapsedTime(attempt.FirstLost) >= connection.Transport.TotalTime;

    private ImportOutcome Arrive(ImportAttempt attempt, MailboxContentFolder folder, string itemId, string? changeKey, (string? RequestId, string? ClientRequestId)? call)
    {
        attempt.Journal?.Complete(itemId);
        presences.Remember(attempt);
        ImportedMailboxItem item = Imported(attempt.Request, folder, itemId, changeKey) with { Call = call };
        MailboxAccount account = attempt.Request.Owner.Account;
        if (attempt is { Placement.Replaces: not null, Journal: JournaledImport journal })
        {
            account.AddReplaced(ReplacedItems.FolderOf(journal.Run.Journal.Path));
        }

        if (attempt.Placement?.Presence == TargetPresence.Conflict)
        {
            log.Verbose($"'{attempt.Request.Name}' is imported beside another version of it in '{folder.Path}'.");
            account.AddConflict(item);
        }

        return new ImportOutcome(folder, item);
    }

    private ImportedMailboxItem Imported(ImportRequest request, MailboxContentFolder folder, string itemId, string? changeKey) => new()
    {
        MailboxId = target.MailboxId,
        FolderId = folder.FolderId,
        FolderPath = folder.Path,
        ItemId = itemId,
        ChangeKey = changeKey,
        Subject = request.Item?.Subject,
        ItemClass = request.Item?.ItemClass,
        Size = request.Content.Length,
        SourceMailboxId = request.Item?.SourceMailboxId,
        SourceItemId = request.Item?.SourceItemId,
        SourceFolderPath = request.Item?.SourceFolderPath,
        File = request.Item?.File ?? (request.Item is null ? request.Content.Name : null),
    };
}

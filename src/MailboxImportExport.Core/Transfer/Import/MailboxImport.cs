using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Import;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Graph.Mailboxes;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Import.Journal;

namespace MailboxImportExport.Transfer.Import;

/// <summary>Imports items into one mailbox through a few lanes and accounts for each.</summary>
internal sealed class MailboxImport(
    GraphConnection connection,
    MailboxContentStore target,
    ImportSessions sessions,
    ImportPresence presences,
    ITransferOutput<ImportedMailboxItem> output,
    IProgress<TransferProgress> progress,
    IRunLog log,
    ReplacedItems? replaced = null)
{
    // The most that a mailbox takes; how many of them call at once is decided call by call.
    private const int Lanes = Transport.CallLimits.DocumentedCallsAtOnce;

    // The service tells why by status only; a new session helps once or not at all.
    private const int MostSessions = 2;

    // Parts of an archive that send a folder to each other are a fault of the service.
    private const int MostMoves = 5;

    private readonly ImportQueue _queue = new();

    // Why nothing more can be imported into this mailbox.
    private volatile MailboxImportExportException? _end;

    /// <summary>Why nothing more can be imported into the mailbox, or null.</summary>
    public MailboxImportExportException? End => _end;

    public Task AddAsync(ImportRequest request, CancellationToken cancellationToken) => _queue.AddAsync(request, cancellationToken);

    public void Complete() => _queue.Complete();

    /// <summary>Sends nothing more; what is under way ends. What was waiting stays pending, and its content is its owner's again.</summary>
    public void Stop()
    {
        foreach (ImportRequest request in _queue.Stop())
        {
            request.Owner.Leave(request);
        }
    }

    /// <summary>Starts the lanes; each ends when all items that were added have ended.</summary>
    public IEnumerable<Task> Start(CancellationToken cancellationToken) => Enumerable.Range(0, Lanes).Select(_ => LaneAsync(cancellationToken));

    private async Task LaneAsync(CancellationToken cancellationToken)
    {
        while (await _queue.TakeAsync(cancellationToken).ConfigureAwait(false) is ImportRequest request)
        {
            try
            {
                MailboxImportExportException? end = _end;
                ImportOutcome outcome = end is null ? await ImportAsync(request, cancellationToken).ConfigureAwait(false) : throw end;
                await request.Owner.EndAsync(request, outcome, cancellationToken).ConfigureAwait(false);
                await ReportAsync(request, outcome.Imported).ConfigureAwait(false);
            }
            catch (MailboxImportExportException e) when (!FailureScope.EndsRun(e.Kind))
            {
                _end ??= FailureScope.EndsMailbox(e.Kind) ? e : null;
                MailboxAccount account = request.Owner.Account;
                request.Owner.Fail(request);
                account.Ledger.Fail();
                account.AddFailure(ImportRecord.Failure(request, e));
                account.Log?.Write(ImportRecord.Failed(request, target, e));
                progress.Report(account.ToProgress());
                await output.FailedAsync(e, request.Content.Name).ConfigureAwait(false);
            }
        }
    }

    private Task ReportAsync(ImportRequest request, ImportedMailboxItem? item)
    {
        MailboxAccount account = request.Owner.Account;
        account.Log?.Write(item is null ? ImportRecord.Skipped(request, target) : ImportRecord.Done(request, target, item));
        if (item is null)
        {
            account.Ledger.Skip();
        }
        else
        {
            account.Ledger.Complete(item.Size);
        }

        progress.Report(account.ToProgress());
        return item is null ? Task.CompletedTask : output.ItemAsync(item);
    }

    private async Task<ImportOutcome> ImportAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        MailboxContentFolder folder = await request.Owner.Folders.GetAsync(request.SourceFolder, request.Content.Name, cancellationToken).ConfigureAwait(false);
        ImportPlacement placement = await presences.FindAsync(request, folder, cancellationToken).ConfigureAwait(false);
        if (placement.Presence == TargetPresence.Same)
        {
            if (log.ShowsVerbose)
            {
                log.Verbose($"'{request.Name}' is skipped: '{folder.Path}' has it.");
            }

            return new ImportOutcome(folder, null) { Present = placement.Present };
        }

        if (placement.Presence == TargetPresence.Several)
        {
            log.Warning($"'{request.Name}' is skipped: '{folder.Path}' has it several times, and which of them it is to replace cannot be told.");
            return new ImportOutcome(folder, null);
        }

        ImportPlace place = await PlaceAsync(request, folder, placement, cancellationToken).ConfigureAwait(false);
        ImportedMailboxItem item = Imported(request, folder, await SendAsync(request, folder, place, placement.Journal, cancellationToken).ConfigureAwait(false));
        if (placement is { Replaces: not null, Journal: not null })
        {
            request.Owner.Account.AddReplaced(ReplacedItems.FolderOf(placement.Journal.Run.Journal.Path));
        }

        if (placement.Presence == TargetPresence.Conflict)
        {
            log.Verbose($"'{request.Name}' is imported beside another version of it in '{folder.Path}'.");
            request.Owner.Account.AddConflict(item);
        }

        return new ImportOutcome(folder, item);
    }

    // What is replaced is exported before, or not replaced.
    private async Task<ImportPlace> PlaceAsync(ImportRequest request, MailboxContentFolder folder, ImportPlacement placement, CancellationToken cancellationToken)
    {
        if (placement.Replaces is not HeldVersion held)
        {
            return new ImportPlace(folder.FolderId);
        }

        if (replaced is null || placement.Journal is null)
        {
            throw Errors.ReplacedItemHasNoPlace(request.Name);
        }

        await replaced.KeepAsync(held, folder, placement.Journal.Run.Journal.Path, request.Name, cancellationToken).ConfigureAwait(false);
        return new ImportPlace(folder.FolderId, held.ItemId, held.ChangeKey);
    }

    // Written down before and after: whoever is killed in between finds the item, or finds that it is not there.
    private async Task<ImportAnswerJson> SendAsync(ImportRequest request, MailboxContentFolder folder, ImportPlace place, JournaledImport? journal, CancellationToken cancellationToken)
    {
        journal?.Begin();
        try
        {
            ImportAnswerJson answer = await PostAsync(request, folder, place, cancellationToken).ConfigureAwait(false);
            if (answer.ItemId is string id)
            {
                journal?.Complete(id);
            }

            return answer;
        }
        catch (MailboxImportExportException e) when (IsCertain(e))
        {
            journal?.Refuse();
            throw;
        }
    }

    // That nothing was stored: the service refused, or never got the whole request. Of all else the next run finds out.
    private static bool IsCertain(MailboxImportExportException e)
        => e is MailboxServiceException { StatusCode: >= 400 and < 500 and not 408 } || e.Kind is FailureKind.MailboxFull or FailureKind.ItemCorrupt or FailureKind.FileNotReadable or FailureKind.ContentReleased;

    private ImportedMailboxItem Imported(ImportRequest request, MailboxContentFolder folder, ImportAnswerJson answer) => new()
    {
        MailboxId = target.MailboxId,
        FolderId = folder.FolderId,
        FolderPath = folder.Path,
        ItemId = answer.ItemId ?? throw Errors.ImportOutcomeUnknown(request.Content.Name, Errors.AnswerInvalid("it names no item.")),
        ChangeKey = answer.ChangeKey,
        Subject = request.Item?.Subject,
        ItemClass = request.Item?.ItemClass,
        Size = request.Content.Length,
        SourceMailboxId = request.Item?.SourceMailboxId,
        SourceItemId = request.Item?.SourceItemId,
        SourceFolderPath = request.Item?.SourceFolderPath,
        Call = (answer.Request?.RequestId, answer.Request?.ClientRequestId),
        File = request.Item?.File ?? (request.Item is null ? request.Content.Name : null),
    };

    private async Task<ImportAnswerJson> PostAsync(ImportRequest request, MailboxContentFolder folder, ImportPlace place, CancellationToken cancellationToken)
    {
        int refusals = 0;
        int moves = 0;
        while (true)
        {
            string servedBy = connection.Client.Relocations.ServedBy(target.MailboxId, folder.FolderId);
            MailboxImportSession session = await sessions.GetAsync(servedBy, cancellationToken).ConfigureAwait(false);
            try
            {
                return await connection.Import.SendAsync(session, place, request.Content, log, cancellationToken).ConfigureAwait(false);
            }
            catch (MailboxServiceException e) when (e.Kind == FailureKind.ImportSessionInvalid && e.StatusCode is 401 or 403 && ++refusals < MostSessions)
            {
                // Refused before anything was stored: the link has ended.
                log.Verbose("The import session has ended; a new one is opened.");
                await sessions.ForgetAsync(session, cancellationToken).ConfigureAwait(false);
            }
            catch (MailboxServiceException e) when (e.Kind == FailureKind.MailboxFull)
            {
                throw Errors.TargetFull(target.Identity, request.Name, request.Content.Length, e.Fault);
            }
            catch (MailboxServiceException e) when (e.StatusCode == 409 && ++moves <= MostMoves && Expected(e) is string other)
            {
                // The folder lies in a further part of an auto-expanding archive, which wants a session of its own.
                log.Verbose($"'{folder.Path}' is in {other}; a session is opened there.");
                connection.Client.RememberArchive(other);
                connection.Client.Relocations.Learn(target.MailboxId, folder.FolderId, other);
            }
            catch (MailboxServiceException e) when (place.ItemId is not null && e.StatusCode is 400 or 404 or 409)
            {
                throw Errors.ItemNotReplaced(request.Name, e.Fault);
            }
        }
    }

    // The text is the only carrier of the mailbox (Microsoft Graph documentation, "Handle archive mailbox redirects").
    private string? Expected(MailboxServiceException e)
    {
        string? other = MailboxId.FindIn(e.ServiceMessage);
        return other is not null && MailboxId.AreOfOneTenant(other, target.MailboxId) ? other : null;
    }
}

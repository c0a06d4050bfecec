using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.Transfer.Export;

/// <summary>Exports the items of one mailbox through a few lanes and accounts for each id.</summary>
internal sealed class MailboxExport(GraphConnection connection, string mailboxId, IExportTarget target, IRunLog log, Ledger ledger, Func<ExportOutcome, Task> ended)
{
    // The most that a mailbox takes; how many of them call at once is decided call by call.
    private const int Lanes = Transport.CallLimits.DocumentedCallsAtOnce;

    // An item that is left out or fails inside the service this often, asked for alone, will not come.
    private const int MostTries = 3;

    // As often as a call that is refused because the service is too busy.
    private const int MostBusyTries = 8;

    // Parts of an archive that send an item to each other are a fault of the service.
    private const int MostMoves = 5;

    private readonly ExportQueue _queue = new(a => ServedBy(connection, mailboxId, a), connection.Time);

    // Why the service does not let us into the mailbox at all.
    private volatile MailboxImportExportException? _refusal;

    /// <summary>Adds an item; waits while many are waiting.</summary>
    public Task AddAsync(ExportRequest request, CancellationToken cancellationToken) => _queue.AddAsync(request, cancellationToken);

    public void Complete() => _queue.Complete();

    /// <summary>Begins no further call; what waits stays pending.</summary>
    public void Stop() => _queue.Stop();

    /// <summary>Bytes that what waits is expected to bring, by what has come of the mailbox; 0 before anything has.</summary>
    public long Waiting => _queue.Demand();

    /// <summary>Starts the lanes; each ends when all items that were added have ended.</summary>
    public IEnumerable<Task> Start(CancellationToken cancellationToken) => Enumerable.Range(0, Lanes).Select(_ => LaneAsync(cancellationToken));

    private async Task LaneAsync(CancellationToken cancellationToken)
    {
        while (await _queue.TakeAsync(cancellationToken).ConfigureAwait(false) is { } batch)
        {
            ExportSettlement settlement = new();
            ExceptionDispatchInfo? end = null;
            try
            {
                await CallAsync(batch, settlement, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is MailboxImportExportException or OperationCanceledException)
            {
                // What came before that has come all the same.
                end = ExceptionDispatchInfo.Capture(e);
            }
            finally
            {
                _queue.Return(settlement);
            }

            await TellAsync(settlement.Outcomes).ConfigureAwait(false);
            end?.Throw();
        }
    }

    // Outside of the call: what takes the items may need one of the few calls that the mailbox allows.
    private async Task TellAsync(Queue<ExportOutcome> outcomes)
    {
        try
        {
            while (outcomes.Count > 0)
            {
                // Taken out: content that everybody else has dropped must not be held by a lane that waits for the next call.
                await ended(outcomes.Dequeue()).ConfigureAwait(false);
            }
        }
        finally
        {
            // The run was stopped: nobody is going to get the rest.
            foreach (ExportOutcome outcome in outcomes)
            {
                (outcome.Item?.Content as HeldContent)?.Release();
            }
        }
    }

    private async Task CallAsync(IReadOnlyList<ExportAttempt> batch, ExportSettlement settlement, CancellationToken cancellationToken)
    {
        if (_refusal is not null)
        {
            FailAll(batch, _refusal, settlement);
            return;
        }

        using IDisposable arrival = await target.BeginCallAsync(_queue.Demand(batch), batch.Max(static a => a.Pressures), cancellationToken).ConfigureAwait(false);
        ExportCall? current = null;
        ExportCall call = new(mailboxId, ServedBy(connection, mailboxId, batch[0]), batch, target, log, (attempt, item) =>
        {
            _queue.Learn(attempt.Request, item.Size);
            ledger.Arrive(item.Size);
            if (item.Content is HeldContent held)
            {
                // It is done when somebody has it: what is dropped before is not.
                held.Ledger = ledger;
            }

            settlement.Outcomes.Enqueue(new ExportOutcome(attempt.Request, item, null) { Call = current!.Request });
        },
        _queue.Fill);
        current = call;
        try
        {
            await call.RunAsync(connection, cancellationToken).ConfigureAwait(false);
            _queue.Note(call.Asked, call.Open.Count);
            foreach (ExportAttempt attempt in call.Open)
            {
                attempt.Omitted++;
                RetryOrFail(attempt, attempt.Omitted, Errors.ItemOmitted(attempt.Request.ItemId, attempt.Omitted), settlement);
            }
        }
        catch (SpoolPressureException)
        {
            foreach (ExportAttempt attempt in call.Open)
            {
                attempt.Pressures++;
                settlement.Again.Add(attempt);
            }
        }
        catch (MailboxImportExportException e) when (FailureScope.EndsMailbox(e.Kind))
        {
            _refusal = e;
            FailAll(call.Open, e, settlement);
        }
        catch (MailboxImportExportException e) when (!FailureScope.EndsRun(e.Kind))
        {
            FailOrSplit(call, e, settlement);
        }

        foreach ((ExportAttempt attempt, ServiceFault fault) in call.Refused)
        {
            Judge(attempt, fault, settlement);
        }
    }

    // Something in the group spoils it: smaller ones show what.
    private void FailOrSplit(ExportCall call, MailboxImportExportException failure, ExportSettlement settlement)
    {
        if (call.Asked > 1)
        {
            settlement.Split.AddRange(call.Open);
            return;
        }

        foreach (ExportAttempt attempt in call.Open)
        {
            attempt.Faults++;
            RetryOrFail(attempt, attempt.Faults, failure, settlement);
        }
    }

    private static string ServedBy(GraphConnection connection, string mailboxId, ExportAttempt attempt)
        => attempt.ServedBy ?? connection.Client.Relocations.ServedBy(mailboxId, attempt.Request.Item?.FolderId);

    private void Judge(ExportAttempt attempt, ServiceFault fault, ExportSettlement settlement)
    {
        if (fault.Code == "ErrorArchiveFolderMovedPermanently")
        {
            Move(attempt, fault, settlement);
            return;
        }

        if (PassingFault.IsOfService(fault.Code))
        {
            // The next call waits: the governor was told by the answer.
            attempt.Busy++;
            RetryOrFail(attempt, attempt.Busy, Errors.ItemNotExported(attempt.Request.ItemId, fault), settlement, MostBusyTries);
            return;
        }

        if (fault.Code != "ErrorItemNotFound")
        {
            attempt.Faults += PassingFault.IsOne(fault.Code) ? 1 : MostTries;
            RetryOrFail(attempt, attempt.Faults, Errors.ItemNotExported(attempt.Request.ItemId, fault), settlement);
            return;
        }

        if (ServedBy(connection, mailboxId, attempt) != mailboxId && attempt.Moves < MostMoves)
        {
            // It may have wandered on since the service told where it is: the mailbox itself knows.
            Send(attempt, null, settlement);
            return;
        }

        attempt.NotFound++;
        if (attempt.NotFound == 1)
        {
            // Gone means not found at a second look.
            settlement.Again.Add(attempt);
            return;
        }

        ledger.MarkGone();
        settlement.Outcomes.Enqueue(new ExportOutcome(attempt.Request, null, Errors.ItemGone(attempt.Request.ItemId, fault)));
    }

    // The message is the address of the export in the mailbox that has the item (Microsoft Graph documentation, "Handle archive
    // mailbox redirects").
    private void Move(ExportAttempt attempt, ServiceFault fault, ExportSettlement settlement)
    {
        string? servedBy = connection.Client.MailboxOf(fault.Message);
        if (servedBy is null || attempt.Moves >= MostMoves)
        {
            FailAll([attempt], Errors.ItemNotExported(attempt.Request.ItemId, fault), settlement);
            return;
        }

        Send(attempt, servedBy, settlement);
    }

    private void Send(ExportAttempt attempt, string? servedBy, ExportSettlement settlement)
    {
        attempt.Moves++;
        attempt.ServedBy = servedBy;
        if (attempt.Request.Item?.FolderId is string folder && servedBy is null)
        {
            connection.Client.Relocations.Forget(mailboxId, folder);
        }
        else if (servedBy is not null)
        {
            connection.Client.RememberArchive(servedBy);
            connection.Client.Relocations.Learn(mailboxId, attempt.Request.Item?.FolderId, servedBy);
        }

        settlement.Moved.Add(attempt);
    }

    private void RetryOrFail(ExportAttempt attempt, int tries, MailboxImportExportException failure, ExportSettlement settlement, int most = MostTries)
    {
        if (tries < most)
        {
            settlement.Again.Add(attempt);
            return;
        }

        FailAll([attempt], failure, settlement);
    }

    private void FailAll(IEnumerable<ExportAttempt> attempts, MailboxImportExportException failure, ExportSettlement settlement)
    {
        foreach (ExportAttempt attempt in attempts)
        {
            ledger.Fail();
            settlement.Outcomes.Enqueue(new ExportOutcome(attempt.Request, null, failure));
        }
    }
}

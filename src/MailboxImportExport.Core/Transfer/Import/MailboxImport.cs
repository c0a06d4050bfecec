using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Model;

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

    private readonly ImportQueue _queue = new(connection.Time);
    private readonly ItemImport _items = new(connection, target, new ImportSender(connection, target, sessions, log), presences, log, replaced);
    private long _expected;
    private long _ended;

    // Why nothing more can be imported into this mailbox; the second once that has been told.
    private MailboxImportExportException? _ending;
    private volatile MailboxImportExportException? _end;

    /// <summary>Why nothing more can be imported into the mailbox, or null.</summary>
    public MailboxImportExportException? End => _end;

    /// <summary>Told when nothing more can be imported, before <see cref="End"/> says so.</summary>
    public Action<MailboxImportExportException>? Ending { get; set; }

    /// <summary>So many bytes will come, as far as is known.</summary>
    public void Expect(long bytes) => Interlocked.Add(ref _expected, bytes);

    /// <summary>Adds an item; waits while many are waiting. What comes when nothing more is sent stays pending, and its content is its owner's again.</summary>
    public async Task AddAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        if (!await _queue.AddAsync(request, cancellationToken).ConfigureAwait(false))
        {
            Leave(new ImportAttempt(request));
        }
    }

    public void Complete() => _queue.Complete();

    /// <summary>Sends nothing more; what is under way ends. What was waiting stays pending, and its content is its owner's again.</summary>
    public void Stop()
    {
        foreach (ImportAttempt attempt in _queue.Stop())
        {
            Leave(attempt);
        }
    }

    /// <summary>Starts the lanes; each ends when all items that were added have ended.</summary>
    public IEnumerable<Task> Start(CancellationToken cancellationToken) => Enumerable.Range(0, Lanes).Select(_ => LaneAsync(cancellationToken));

    private async Task LaneAsync(CancellationToken cancellationToken)
    {
        while (await _queue.TakeAsync(cancellationToken).ConfigureAwait(false) is ImportAttempt attempt)
        {
            ImportWait? wait = null;
            try
            {
                wait = await TakeTurnAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                if (wait is null)
                {
                    attempt.Claim?.Dispose();
                    _queue.End();
                }
            }

            if (wait is not null && !_queue.Wait(attempt, wait))
            {
                Leave(attempt);
            }
        }
    }

    private async Task<ImportWait?> TakeTurnAsync(ImportAttempt attempt, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _ending) is not null)
        {
            Leave(attempt);
            return null;
        }

        try
        {
            ImportStep step = await _items.RunAsync(attempt, cancellationToken).ConfigureAwait(false);
            if (step.Outcome is not ImportOutcome outcome)
            {
                return step.Wait;
            }

            // Before the owner goes on with it: another run may be waiting for the same item.
            attempt.Claim?.Dispose();
            Interlocked.Add(ref _ended, attempt.Request.Content.Length);
            await attempt.Request.Owner.EndAsync(attempt.Request, outcome, cancellationToken).ConfigureAwait(false);
            await ReportAsync(attempt.Request, outcome.Imported).ConfigureAwait(false);
        }
        catch (MailboxImportExportException e) when (!FailureScope.EndsRun(e.Kind))
        {
            await FailAsync(attempt, e).ConfigureAwait(false);
        }

        return null;
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

    private async Task FailAsync(ImportAttempt attempt, MailboxImportExportException failure)
    {
        bool endsMailbox = FailureScope.EndsMailbox(failure.Kind);
        ImportRequest request = attempt.Request;
        MailboxImportExportException reason = failure is MailboxServiceException { Kind: FailureKind.MailboxFull } full ? Full(request, full.Fault) : failure;
        if (endsMailbox && Interlocked.CompareExchange(ref _ending, reason, null) is not null)
        {
            // The others that were under way say the same.
            Leave(attempt);
            return;
        }

        if (endsMailbox)
        {
            Ending?.Invoke(reason);
            _end = reason;
        }

        Interlocked.Add(ref _ended, request.Content.Length);
        MailboxAccount account = request.Owner.Account;
        request.Owner.Fail(request);
        account.Ledger.Fail();
        account.AddFailure(ImportRecord.Failure(request, reason));
        account.Log?.Write(ImportRecord.Failed(request, target, reason));
        progress.Report(account.ToProgress());
        await output.FailedAsync(reason, endsMailbox ? target.Identity : request.Content.Name).ConfigureAwait(false);
        if (endsMailbox)
        {
            Stop();
        }
    }

    private MailboxServiceException Full(ImportRequest request, ServiceFault fault)
    {
        long expected = Interlocked.Read(ref _expected);
        long open = expected - Interlocked.Read(ref _ended);
        return Errors.TargetFull(target.Identity, request.Name, request.Content.Length, expected == 0 || open <= 0 ? null : open, fault);
    }

    private void Leave(ImportAttempt attempt)
    {
        attempt.Claim?.Dispose();
        if (Volatile.Read(ref _ending) is MailboxImportExportException end)
        {
            attempt.Request.Owner.Account.AddReason(end.Message);
        }

        attempt.Request.Owner.Leave(attempt.Request);
    }
}

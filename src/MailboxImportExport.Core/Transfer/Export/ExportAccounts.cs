using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using MailboxImportExport.Graph;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Export;

/// <summary>The accounts of an exporting run, one for each mailbox, and its log. From any thread.</summary>
/// <param name="connection">The connection.</param>
/// <param name="options">How the run exports.</param>
/// <param name="log">Told when a mailbox has to wait.</param>
internal sealed class ExportAccounts(GraphConnection connection, ExportOptions options, IRunLog log)
{
    private readonly ConcurrentDictionary<string, MailboxAccount> _accounts = new(StringComparer.OrdinalIgnoreCase);
    private int _order;

    /// <summary>The account of a mailbox.</summary>
    /// <param name="mailboxId">Its id, or what it was named by when it was not found.</param>
    /// <param name="mailbox">What the user calls it.</param>
    public MailboxAccount Of(string mailboxId, string mailbox)
        => _accounts.GetOrAdd(mailboxId, id => new MailboxAccount(id, mailbox, new Ledger { EndsWithArrival = options.Screen is null, Time = connection.Time }, connection.Time.GetUtcNow())
        {
            Log = options.Log,
            Pacing = connection.Governor.Watch(id, mailbox, log),
            Order = Interlocked.Increment(ref _order),
        });

    /// <summary>The account of a mailbox that has one.</summary>
    public MailboxAccount Of(string mailboxId) => _accounts[mailboxId];

    /// <summary>An item need not be exported.</summary>
    public void Skip(ExportRequest request, MailboxAccount account)
    {
        account.Ledger.Skip();
        options.Log?.Write(ExportRecord.Skipped(request, account.Name));
    }

    /// <summary>An item failed before it was asked for.</summary>
    public void Fail(ExportRequest request, MailboxAccount account, MailboxImportExportException failure)
    {
        account.Ledger.Fail();
        account.AddFailure(ExportRecord.Failure(request, failure));
        options.Log?.Write(ExportRecord.Ended(new ExportOutcome(request, null, failure), account.Name) with { Result = "Failed" });
    }

    /// <summary>An item has ended.</summary>
    public void End(ExportOutcome outcome, MailboxAccount account)
    {
        if (outcome.Item is null || options.Screen is null)
        {
            // What goes on from here is written down where it ends.
            options.Log?.Write(ExportRecord.Ended(outcome, account.Name));
        }

        if (outcome.Item is null && !outcome.IsGone)
        {
            account.AddFailure(ExportRecord.Failure(outcome.Request, outcome.Failure!));
        }
    }

    /// <summary>The input was read to its end.</summary>
    public void EndRequests()
    {
        foreach (MailboxAccount account in _accounts.Values)
        {
            account.Ledger.EndRequests();
        }
    }

    /// <summary>The run has ended by a failure.</summary>
    public void EndBy(Exception failure)
    {
        bool isExplained = failure is OperationCanceledException;
        foreach (MailboxAccount account in _accounts.Values)
        {
            isExplained |= account.EndBy(failure);
        }

        // No item is missing: then it is a line of the log, or of the list of folders, and nobody knows of which mailbox.
        foreach (MailboxAccount account in isExplained ? [] : _accounts.Values)
        {
            account.AddReason(failure.Message);
        }
    }

    /// <summary>The run has ended, perhaps because its time was over.</summary>
    public void EndBy(TimeAllowance allowance)
    {
        foreach (MailboxAccount account in _accounts.Values)
        {
            account.EndBy(allowance);
        }
    }

    /// <summary>Whether everything that was asked for has been done, in each mailbox.</summary>
    public bool AreWhole => _accounts.Values.All(static a => a.IsWhole);

    /// <summary>The accounts so far, in the order in which the mailboxes were given.</summary>
    public IReadOnlyList<MailboxTransferSummary> Summaries(string command)
        => [.. _accounts.Values.OrderBy(static a => a.Order).Select(a => a.ToSummary(command, connection.Time.GetUtcNow()))];
}

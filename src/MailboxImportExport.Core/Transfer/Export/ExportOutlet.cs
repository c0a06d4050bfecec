using System;
using System.Threading.Tasks;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Export;

/// <summary>Where the items of a run come out, and its failures: into the accounts, the log, and to the user. Called by several lanes at once.</summary>
internal sealed class ExportOutlet(
    ExportAccounts accounts,
    ExportDestination destination,
    RefusedMailboxes refused,
    SideBySide mailboxes,
    ITransferOutput<ExportedMailboxItem> output,
    IProgress<TransferProgress> progress,
    IRunLog log,
    IExportScreen? screen)
{
    /// <summary>What the items lead back to.</summary>
    public ExportOrigin? Origin { get; init; }

    /// <summary>A mailbox lets us in.</summary>
    public void Accept()
    {
        if (!refused.IsIn)
        {
            refused.Opened();
            mailboxes.LookAgain();
        }
    }

    /// <summary>A mailbox, or a folder of it, cannot be opened.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="mailbox">The id of the mailbox, or what it was named by.</param>
    /// <param name="target">What the error is about.</param>
    /// <param name="account">The account of the mailbox.</param>
    public async Task NotOpenedAsync(MailboxImportExportException failure, string mailbox, object target, MailboxAccount account)
    {
        account.AddReason(failure.Message);
        if (refused.Add(mailbox, failure))
        {
            await output.FailedAsync(failure, target).ConfigureAwait(false);
            refused.NotOpened(failure);
        }
    }

    /// <summary>An item cannot come in where it is to go; when that is so for all of its mailbox, it is told once.</summary>
    public Task NotAdmittedAsync(MailboxImportExportException failure, ExportRequest request, MailboxAccount account)
        => FailureScope.EndsTarget(failure.Kind) ? TellAsync(failure, request, account) : output.FailedAsync(failure, request.ItemId);

    /// <summary>An item has ended.</summary>
    public async Task EndedAsync(ExportOutcome outcome)
    {
        try
        {
            MailboxAccount account = accounts.Of(outcome.Request.MailboxId);
            progress.Report(account.ToProgress());
            accounts.End(outcome, account);
            destination.End(outcome.Request, outcome.Item?.Size);
            await (outcome.Item is null ? FailedAsync(outcome, outcome.Failure!, account) : GiveOutAsync(outcome.Item)).ConfigureAwait(false);
        }
        finally
        {
            if (outcome.Request.IsListed)
            {
                mailboxes.Leave(outcome.Request.MailboxId);
            }
        }
    }

    private Task GiveOutAsync(ExportedMailboxItem item)
    {
        Accept();
        refused.Exported();
        return output.ItemAsync(item with { Origin = Origin });
    }

    private async Task FailedAsync(ExportOutcome outcome, MailboxImportExportException failure, MailboxAccount account)
    {
        screen?.Lose(outcome.Request);
        if (outcome.IsGone && outcome.Request.IsListed)
        {
            // It went away between the listing and the export, which is the user's right and not a failure.
            log.Verbose(failure.Message);
            return;
        }

        if (await TellAsync(failure, outcome.Request, account).ConfigureAwait(false))
        {
            refused.NotExported(failure);
        }
    }

    private async Task<bool> TellAsync(MailboxImportExportException failure, ExportRequest request, MailboxAccount account)
    {
        bool isMailbox = FailureScope.EndsMailbox(failure.Kind);
        if (isMailbox)
        {
            account.AddReason(failure.Message);
        }

        if (!refused.Add(account.MailboxId, failure))
        {
            return false;
        }

        await output.FailedAsync(failure, isMailbox ? account.Name : request.ItemId).ConfigureAwait(false);
        return true;
    }
}

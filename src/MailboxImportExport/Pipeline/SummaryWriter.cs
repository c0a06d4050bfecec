using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Log;

namespace MailboxImportExport.Pipeline;

/// <summary>Where the accounts of a run go: to the output of a job, else into a variable; and a warning for each that is partial.</summary>
internal sealed class SummaryWriter(PSCmdlet cmdlet, CmdletOutput output, bool isJob, string? variable)
{
    private IReadOnlyList<MailboxTransferSummary> _written = [];

    /// <summary>Writes the accounts.</summary>
    /// <param name="summaries">One for each mailbox.</param>
    /// <param name="log">Gets them as well, also of a run that was stopped; or null.</param>
    /// <param name="cancellationToken">Whether anybody still is listening.</param>
    public async Task WriteAsync(IReadOnlyList<MailboxTransferSummary> summaries, TransferLog? log, CancellationToken cancellationToken)
    {
        _written = summaries;
        try
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                await ShowAsync(summaries, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            // Last: a log that cannot be written, perhaps the reason why the run has ended, must not hide what the run did.
            log?.End(summaries);
        }
    }

    /// <summary>Ends the command by an error when that was asked for and not everything was done.</summary>
    public void ThrowWhenPartial(bool isWanted)
    {
        if (isWanted && Partial() is MailboxImportExportException failure)
        {
            throw failure;
        }
    }

    /// <summary>What a command ends with that is to fail when not everything was done; or null.</summary>
    public MailboxImportExportException? Partial()
    {
        int partial = _written.Count(static s => s.Verdict == TransferVerdict.Partial);
        return partial > 0 ? Errors.RunPartial(_written[0].Command, partial, _written.Count) : null;
    }

    private async Task ShowAsync(IReadOnlyList<MailboxTransferSummary> summaries, CancellationToken cancellationToken)
    {
        foreach (MailboxTransferSummary summary in isJob ? summaries : [])
        {
            await output.WriteObjectAsync(summary, cancellationToken).ConfigureAwait(false);
        }

        if (variable is not null)
        {
            await output.AskAsync(() =>
            {
                cmdlet.SessionState.PSVariable.Set(variable, summaries.ToArray());
                return true;
            }).ConfigureAwait(false);
        }

        // Who gets the items and not the account would take a run that had nothing to do for one that did nothing.
        foreach (MailboxTransferSummary summary in isJob ? [] : summaries.Where(static s => s.Skipped > 0))
        {
            output.Warning($"{summary.Mailbox}: {summary.Skipped} of {summary.Requested} items were skipped, because they are there already.");
        }

        foreach (MailboxTransferSummary summary in summaries.Where(static s => s.Verdict == TransferVerdict.Partial))
        {
            output.Warning($"PARTIAL: {summary.Mailbox}: {summary.Done} of {summary.Requested} items; {string.Join("; ", summary.Reasons.Select(static r => r.TrimEnd('.')))}.");
        }
    }
}

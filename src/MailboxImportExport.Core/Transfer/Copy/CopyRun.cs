using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.Transfer.Copy;

/// <summary>
/// One run of a copying command: an export whose items go straight into an import, each half through its own connection. Every
/// item is accounted for once, with the mailbox that it came from.
/// </summary>
internal sealed class CopyRun : IDisposable
{
    private readonly CopyTarget _target;
    private readonly IRunLog _log;
    private readonly CopyJoint _joint;
    private readonly ExportRun _export;
    private readonly ClaimedHandles _handles = new();
    private readonly LaneGroup _lanes = new();
    private readonly MoveRun? _move;
    private readonly TimeAllowance _allowance;

    /// <param name="source">The connection to the mailboxes that are copied.</param>
    /// <param name="target">The mailbox that is copied into.</param>
    /// <param name="options">Where and how.</param>
    /// <param name="spool">Where items are between the halves.</param>
    /// <param name="proofs">Where a move keeps what it reads back; null for a copy.</param>
    /// <param name="output">Gets what was imported, and failures of both halves.</param>
    /// <param name="progress">Told how far each source is.</param>
    /// <param name="log">Where the run tells what it does.</param>
    /// <param name="exporting">How the exporting half works; what is exported when its time is over is imported; nothing is removed any more.</param>
    public CopyRun(
        GraphConnection source,
        CopyTarget target,
        CopyOptions options,
        IExportTarget spool,
        IExportTarget? proofs,
        ITransferOutput<ImportedMailboxItem> output,
        IProgress<TransferProgress> progress,
        IRunLog log,
        ExportOptions exporting)
    {
        _allowance = exporting.Allowance;
        _target = target;
        _log = log;
        _move = proofs is null ? null : new MoveRun(source, target, proofs, _handles, options.RemovesByFolder, _allowance, output, log);
        _joint = new CopyJoint(source, target, options, _handles, _move, _allowance, output, log);
        target.Import.Ending = end => _allowance.EndNow(end.Message);
        _export = new ExportRun(source, spool, null, _joint, progress, log, exporting with { Screen = _joint });
    }

    /// <summary>Finds the mailboxes of several sources by one call.</summary>
    public Task PrefetchAsync(IReadOnlyList<ExportSource> sources, CancellationToken cancellationToken) => _export.PrefetchAsync(sources, cancellationToken);

    /// <summary>Copies until the input has ended and every item of it as well.</summary>
    public async Task RunAsync(IAsyncEnumerable<ExportSource> sources, CancellationToken cancellationToken)
    {
        RunInput<ExportSource> input = new(sources, cancellationToken);
        try
        {
            await _allowance.RunAsync(token => CopyAsync(input, token), _export.Stop, _log, cancellationToken).ConfigureAwait(false);
            await _export.LeaveRestAsync(input, cancellationToken).ConfigureAwait(false);
            _move?.Settle();
            _export.EndBy(_allowance);
        }
        catch (Exception e)
        {
            _move?.Settle();
            _export.EndBy(e);
            throw;
        }
        finally
        {
            await input.CloseAsync().ConfigureAwait(false);
        }

        // What failed or was not reached is left to the next run: to it this one has not ended.
        _target.Journals.End(Summaries(string.Empty).All(static s => s.Verdict == TransferVerdict.Complete));
    }

    private Task CopyAsync(RunInput<ExportSource> input, CancellationToken cancellationToken) => _lanes.RunAsync(
        async token =>
        {
            _joint.Token = token;
            List<Task> imports = [.. _target.Import.Start(token)];
            _lanes.Start(imports);
            _lanes.Start(_move?.Start(token) ?? []);
            await _export.ExportAsync(input, token).ConfigureAwait(false);
            _target.Import.Complete();
            if (_move is not null)
            {
                await Task.WhenAll(imports).ConfigureAwait(false);
                await _move.EndAsync().ConfigureAwait(false);
            }
        },
        cancellationToken);

    /// <summary>The accounts so far, one for each source mailbox; also after the run was stopped.</summary>
    public IReadOnlyList<MailboxTransferSummary> Summaries(string command) => [.. _export.Summaries(command).Select(WithTarget)];

    // Both halves may wait at the same time: what the longer one waited is how much was waited at least.
    private MailboxTransferSummary WithTarget(MailboxTransferSummary summary)
        => summary with { Throttled = TimeSpan.FromTicks(Math.Max(summary.Throttled.Ticks, _target.Throttled.Ticks)) };

    public void Dispose()
    {
        _move?.Dispose();
        _handles.Dispose();
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Mailboxes;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer;
using MailboxImportExport.Transfer.Copy;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Log;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.Pipeline;

/// <summary>What the copying commands do with what they are given.</summary>
internal sealed record CopyJob
{
    private const int ProgressId = 3;

    /// <summary>The command, for its summaries.</summary>
    public required string Command { get; init; }

    /// <summary>The connection to the target.</summary>
    public required GraphConnection Target { get; init; }

    /// <summary>Where and how.</summary>
    public required CopyOptions Options { get; init; }

    /// <summary>The folder for large content on its way.</summary>
    public required string SpoolPath { get; init; }

    /// <summary>Bytes that may be there.</summary>
    public required long SpoolLimit { get; init; }

    /// <summary>Whether summaries are written, in place of going into a variable.</summary>
    public bool IsJob { get; init; }

    /// <summary>Whether new items are written.</summary>
    public bool WithItems { get; init; }

    /// <summary>The file that gets a line for each item, or null.</summary>
    public string? LogPath { get; init; }

    /// <summary>Whether a partial run ends with an error.</summary>
    public bool FailOnPartial { get; init; }

    /// <summary>How long the run may take, or null.</summary>
    public TimeSpan? MaxDuration { get; init; }

    /// <summary>Mailboxes that are listed side by side.</summary>
    public int ThrottleLimit { get; init; } = SideBySide.UsualLimit;

    /// <summary>The variable for the summaries, or null.</summary>
    public string? SummaryVariable { get; init; }

    /// <summary>A folder for large content that a user named, or the temporary one.</summary>
    public static string SpoolFolder(PSCmdlet cmdlet, string? path) => path is null ? Path.GetTempPath() : FileSystemPath.Resolve(cmdlet, path);

    /// <summary>The one mailbox that was named as a target.</summary>
    public static MailboxIdentity OneTarget(MailboxIdentity[] targets) => targets.Length == 1 ? targets[0] : throw Errors.TargetNotOne();

    /// <summary>What a question about a copy says of its target.</summary>
    public static string Describe(MailboxIdentity target, bool archive, FolderIdentity? folder)
        => $"{(archive ? "the archive of " : string.Empty)}{target}{(folder is null ? string.Empty : $", folder '{folder}'")}";

    /// <summary>Copies everything that arrives.</summary>
    /// <param name="cmdlet">Who writes.</param>
    /// <param name="sources">What is copied.</param>
    /// <param name="only">Leaves sources out, or null.</param>
    /// <param name="context">The connection to the sources, and where the run writes.</param>
    public async Task RunAsync(
        PSCmdlet cmdlet,
        ChannelReader<ExportSource> sources,
        Func<IAsyncEnumerable<ExportSource>, IAsyncEnumerable<ExportSource>>? only,
        RunContext context)
    {
        CancellationToken token = context.CancellationToken;
        ProgressWriter progress = context.Progress(ProgressId, "Copying mailbox items");
        TransferOutput<ImportedMailboxItem> items = new(context.Output, WithItems, token);
        using TimeAllowance allowance = new(MaxDuration, context.Connection.Time);
        using CopyTarget target = await allowance.PrepareAsync(t => CopyTarget.OpenAsync(Target, Options, items, progress, context.Output, t), token).ConfigureAwait(false);
        using SpoolTarget spool = new(SpoolBudget.Process, SpoolPath, SpoolLimit);

        // With a budget of its own: what waits for its proof must not wait for the room that the proof needs.
        using SpoolTarget? proofs = Options.Move ? new SpoolTarget(new SpoolBudget(), SpoolPath, 2 * SpoolLimit) : null;
        using TransferLog? log = TransferLog.Open(LogPath, context.Connection, Command, Target);
        using CopyRun run = new(context.Connection, target, Options, spool, proofs, items, progress, context.Output, new ExportOptions { Log = log, ThrottleLimit = ThrottleLimit, Allowance = allowance });
        SummaryWriter summaries = new(cmdlet, context.Output, IsJob, SummaryVariable);
        try
        {
            IAsyncEnumerable<ExportSource> found = sources.ReadPreparedAsync(SettingsRequests.MostInBatch, run.PrefetchAsync, token);
            await run.RunAsync(only is null ? found : only(found), token).ConfigureAwait(false);
        }
        finally
        {
            progress.Complete();
            await summaries.WriteAsync(run.Summaries(Command), log, token).ConfigureAwait(false);
        }

        summaries.ThrowWhenPartial(FailOnPartial);
    }
}

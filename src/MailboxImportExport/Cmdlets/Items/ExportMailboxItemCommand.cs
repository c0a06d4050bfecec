using System;
using System.IO;
using System.Management.Automation;
using System.Threading.Channels;
using System.Threading.Tasks;
using MailboxImportExport.Binding;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Mailboxes;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Pipeline;
using MailboxImportExport.Transfer;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Log;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.Cmdlets;

/// <summary>Exports items with full fidelity, into the pipeline or into a folder on disk.</summary>
/// <remarks>
/// <para>What is exported is the item as Exchange stores it, byte for byte as the service gave it: <c>Import-MailboxItem</c> puts it back
/// into any mailbox. Nothing changes in the source mailbox.</para>
/// <para>Without <see cref="DestinationPath"/> exported items are written to the pipeline. Each is a handle on content that the module
/// holds, small items in memory, large ones in a temporary file; the command that takes it gives the room back. Content that is only
/// collected, in a variable or by Sort-Object, ends with the error SpoolFull when <see cref="SpoolLimit"/> is reached.</para>
/// <para>With <see cref="DestinationPath"/> an export folder is written and one summary for each mailbox. Run the same line again and
/// it goes on where it stopped: what is there and whole is not fetched again. The folder holds mail in clear; it is created for its
/// owner only.</para>
/// <para>Each item ends as exported, skipped because the folder has it, gone, or failed with an error that names it. The verdict of the
/// summary is Complete only when nothing failed and every folder was listed to its end.</para>
/// </remarks>
/// <example>
/// <para>Exports a whole mailbox into a folder.</para>
/// <code>PS> Export-MailboxItem -Mailbox adele@contoso.example -DestinationPath ./export</code>
/// </example>
/// <example>
/// <para>Exports the Inbox, with all folders below it, of several mailboxes.</para>
/// <code>PS> 'adele@contoso.example', 'bruno@contoso.example' | Export-MailboxItem -Folder Inbox -Recurse -DestinationPath ./inboxes</code>
/// </example>
/// <example>
/// <para>Exports many mailboxes, sixteen at a time, and shows which of them the service slowed down.</para>
/// <code>
/// PS> 'adele@contoso.example', 'bruno@contoso.example', 'support@contoso.example' | Export-MailboxItem -DestinationPath ./export -ThrottleLimit 16 | Select-Object Mailbox, Verdict, Duration, Throttled, LearnedLanes
/// </code>
/// </example>
/// <example>
/// <para>Exports, writes down every item, and tries once more what failed.</para>
/// <code>
/// PS> Export-MailboxItem -Mailbox adele@contoso.example -DestinationPath ./export -LogPath ./export.log -OutVariable summary
/// PS> $summary.Failed | Export-MailboxItem -DestinationPath ./export -LogPath ./export.log
/// </code>
/// </example>
/// <example>
/// <para>Copies the Inbox of one mailbox into a folder of another, without touching the disk.</para>
/// <code>PS> Get-MailboxItem adele@contoso.example -Folder Inbox | Export-MailboxItem | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Inbox/Adele -CreateFolder -ConflictAction Copy</code>
/// </example>
/// <example>
/// <para>Exports all shared mailboxes and keeps what came of each.</para>
/// <code>PS> Get-EXOMailbox -RecipientTypeDetails SharedMailbox -ResultSize Unlimited | Export-MailboxItem -DestinationPath ./shared | Select-Object Mailbox, Verdict, Done, FailedCount, Bytes | Export-Csv ./shared.csv -NoTypeInformation</code>
/// </example>
[Cmdlet(VerbsData.Export, "MailboxItem", DefaultParameterSetName = PipelineSet)]
[OutputType(typeof(ExportedMailboxItem), ParameterSetName = [PipelineSet])]
[OutputType(typeof(MailboxTransferSummary), typeof(ExportedMailboxItem), ParameterSetName = [FolderSet])]
[RequiredPermission("MailboxItem.Export.All")]
[RequiredPermission("MailboxItem.Read.All", For = "listing items, when mailboxes are given")]
[RequiredPermission("MailboxFolder.Read.All", For = "finding folders, when mailboxes are given")]
[RequiredPermission("User.Read.All", For = "finding the mailbox of a user")]
public sealed class ExportMailboxItemCommand : ItemListingCmdlet
{
    private const string PipelineSet = "Pipeline";
    private const string FolderSet = "Folder";
    private const int SourcesThatMayWait = 100;
    private const int ProgressId = 1;

    private StreamingRun<ExportSource>? _run;
    private string? _log;

    /// <summary>The id of an item of <see cref="MailboxInputCmdlet.Mailbox"/>. Items from Get-MailboxItem bring theirs.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[]? ItemId { get; set; }

    /// <summary>The export folder to write; it is created when it does not exist, and continued when it does.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FolderSet)]
    [ValidateNotNullOrEmpty]
    public string? DestinationPath { get; set; }

    /// <summary>Names files by time and subject instead of by hash. The names are cut and cleaned; the manifest has the whole truth.</summary>
    [Parameter(ParameterSetName = FolderSet)]
    public SwitchParameter ReadableName { get; set; }

    /// <summary>Reads all files of the export folder again first and exports what is not as it was recorded.</summary>
    /// <value>Only the files of runs that were killed are read again.</value>
    [Parameter(ParameterSetName = FolderSet)]
    public SwitchParameter Verify { get; set; }

    /// <summary>Writes each exported item as well as the summaries.</summary>
    [Parameter(ParameterSetName = FolderSet)]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The folder for the temporary file of large content.</summary>
    /// <value>The temporary folder of the user.</value>
    [Parameter(ParameterSetName = PipelineSet)]
    [ValidateNotNullOrEmpty]
    public string? SpoolPath { get; set; }

    /// <summary>Bytes of content that the process may hold in temporary files, for example 2GB.</summary>
    /// <value>512 MB</value>
    [Parameter(ParameterSetName = PipelineSet)]
    [ValidateRange(1024 * 1024, long.MaxValue)]
    public long SpoolLimit { get; set; } = SpoolTarget.DefaultLimit;

    /// <summary>Name of a variable that gets the summaries, one for each mailbox.</summary>
    [Parameter(ParameterSetName = PipelineSet)]
    [ValidateNotNullOrEmpty]
    public string? SummaryVariable { get; set; }

    /// <summary>
    /// A file that gets a line of JSON for each item: time, account, tenant, application, mailbox, folder, ids, size, SHA-256, result, request ids.
    /// Of an export to the pipeline the line says that an item has come from the service; how many the pipeline has taken stands in the last line.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LogPath { get; set; }

    /// <summary>
    /// How long the run may take, for example 02:45:00. Then nothing more is begun; what is being transferred has a minute to end, and the rest is
    /// counted as pending. The same line goes on from there. In a pipe give it to the first command that has it.
    /// </summary>
    /// <value>As long as it takes.</value>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? MaxDuration { get; set; }

    /// <summary>
    /// Ends with the terminating error RunPartial, after everything was written, when not all of it was exported; a runbook then fails visibly. In
    /// front of Import-MailboxItem it is that command that ends with the error, after it has imported what came.
    /// </summary>
    [Parameter]
    public SwitchParameter FailOnPartial { get; set; }

    /// <summary>Mailboxes that are listed and exported side by side, when whole mailboxes or folders are given. Each has up to four calls under way; one that has to wait holds up no other.</summary>
    /// <value>8</value>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = SideBySide.UsualLimit;

    /// <inheritdoc/>
    private protected override IStreamingRun? Run => _run;

    /// <inheritdoc/>
    private protected override void Prepare()
    {
        base.Prepare();
        GraphConnection connection = GraphConnection.Of(RequireConnection());
        string? destination = FileSystemPath.ResolveOptional(this, DestinationPath);
        string spool = SpoolPath is null ? Path.GetTempPath() : FileSystemPath.Resolve(this, SpoolPath);
        _log = FileSystemPath.ResolveOptional(this, LogPath);
        bool showsProgress = ProgressWriter.IsWanted(SessionState);
        _run = new StreamingRun<ExportSource>(this, SourcesThatMayWait, (sources, output, token) =>
        {
            RunContext context = new(connection, output, showsProgress, token);
            return destination is null ? ExportToPipelineAsync(spool, sources, context) : ExportToFolderAsync(destination, sources, context);
        });
    }

    /// <inheritdoc/>
    protected override void BindInput()
    {
        foreach (MailboxIdentity mailbox in Mailbox!)
        {
            if (ReferenceEquals(mailbox, MailboxIdentityTransformationAttribute.Nothing))
            {
                WriteWarning("$null was given, which names no mailbox and no item. It is left out.");
                continue;
            }

            ExportSource source = new() { Mailbox = mailbox, Archive = Archive, ComposeMailboxId = ComposeMailboxId };
            if (mailbox.Item is not null)
            {
                _run!.Add(source with { Item = mailbox.Item });
            }
            else if (ItemId is null)
            {
                _run!.Add(source with { Listing = MakeListing(mailbox) });
            }
            else
            {
                foreach (string id in ItemId)
                {
                    _run!.Add(source with { ItemId = id });
                }
            }
        }
    }

    private async Task ExportToPipelineAsync(string spool, ChannelReader<ExportSource> sources, RunContext context)
    {
        using SpoolTarget target = new(SpoolBudget.Process, spool, SpoolLimit);
        TransferOutput<ExportedMailboxItem> items = new(context.Output, withItems: true, context.CancellationToken);
        using TimeAllowance allowance = new(MaxDuration, context.Connection.Time);
        MailboxImportExportException? partial = await ExportAsync(target, null, items, sources, allowance, context).ConfigureAwait(false);

        // Asked on the pipeline thread, behind everything that was written. An error now would cut off the command that still has some of the items.
        if (partial is not null && await context.Output.AskAsync(() => target.IsTaken).ConfigureAwait(false))
        {
            target.Debt = partial;
            return;
        }

        ThrowIfAny(partial);
    }

    private async Task ExportToFolderAsync(string destination, ChannelReader<ExportSource> sources, RunContext context)
    {
        using TimeAllowance allowance = new(MaxDuration, context.Connection.Time);
        using ItemFolderWriter folder = await allowance.PrepareAsync(
            token => Task.FromResult(ItemFolderWriter.OpenFolder(destination, new ItemFolderFiles(), Verify, context.Connection.Time, context.Output, token)),
            context.CancellationToken).ConfigureAwait(false);
        TransferOutput<ExportedMailboxItem> items = new(context.Output, PassThru, context.CancellationToken);
        ThrowIfAny(await ExportAsync(new FolderTarget(folder, ReadableName), folder, items, sources, allowance, context).ConfigureAwait(false));
    }

    private static void ThrowIfAny(MailboxImportExportException? failure)
    {
        if (failure is not null)
        {
            throw failure;
        }
    }

    private async Task<MailboxImportExportException?> ExportAsync(
        IExportTarget target,
        ItemFolderWriter? folder,
        TransferOutput<ExportedMailboxItem> items,
        ChannelReader<ExportSource> sources,
        TimeAllowance allowance,
        RunContext context)
    {
        ProgressWriter progress = context.Progress(ProgressId, "Exporting mailbox items");
        using TransferLog? log = TransferLog.Open(_log, context.Connection, "Export-MailboxItem");
        ExportOptions options = new() { Log = log, ThrottleLimit = ThrottleLimit, Allowance = allowance };
        ExportRun run = new(context.Connection, target, folder, items, progress, context.Output, options);
        if (target is SpoolTarget spool)
        {
            spool.Stopping = end => allowance.EndNow($"the command that takes the exported items takes no more: {end.Message}");
        }

        SummaryWriter summaries = new(this, context.Output, folder is not null, SummaryVariable);
        try
        {
            await run.RunAsync(sources.ReadPreparedAsync(SettingsRequests.MostInBatch, run.PrefetchAsync, context.CancellationToken), context.CancellationToken).ConfigureAwait(false);

            // What waits for the pipeline may still be dropped there, and then is not done.
            _ = await context.Output.AskAsync(static () => true).ConfigureAwait(false);
        }
        finally
        {
            // Also of a run that failed: what it did is worth knowing then more than ever.
            progress.Complete();
            await summaries.WriteAsync(run.Summaries("Export-MailboxItem"), log, context.CancellationToken).ConfigureAwait(false);
        }

        return FailOnPartial ? summaries.Partial() : null;
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Management.Automation;
using System.Threading.Tasks;
using MailboxImportExport.Binding;
using MailboxImportExport.Graph;
using MailboxImportExport.Model;
using MailboxImportExport.Pipeline;
using MailboxImportExport.Transfer;
using MailboxImportExport.Transfer.Import;
using MailboxImportExport.Transfer.Log;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.Cmdlets;

/// <summary>Imports exported items into a mailbox: from the pipeline, from files, or from an export folder with its folder tree.</summary>
/// <remarks>
/// <para>The content is sent byte for byte as it was exported; its SHA-256 is checked on the way out, and content that is not what was
/// recorded is not imported. Dates, senders, read state and attachments are those of the original; the new item has a new id.
/// Importing sends no mail and no invitation.</para>
/// <para>The target is named with <see cref="TargetMailbox"/> (or <see cref="ImportSession"/>, or <see cref="InPlace"/>) and is never
/// taken from the pipeline. Without <see cref="TargetFolder"/> each item goes to the place that it came from: into the folder of the
/// same path, folders that every mailbox has being found in any language. With <see cref="TargetFolder"/> items from the pipeline go
/// right into that folder, and the folders of an export folder are kept below it.</para>
/// <para>An item that the target folder already has is skipped: one of the same search key, message class, subject, and times of submission
/// and delivery. Two equal items stay two: only those that the target lacks are imported. An item of the same search key that differs in
/// another of these is imported beside the one that is there, and the summary lists it under <c>Conflicts</c>. An item without a search key
/// is skipped only when the journal says that it stands there. The target folder is listed for that when its first item comes;
/// <c>-ConflictAction Copy</c> imports everything once more, without looking.</para>
/// <para>What is imported is written into a journal, before and after: import.jsonl in the export folder, or a file in the local
/// application data when the items come from a pipe or from single files; <see cref="JournalPath"/> names another. Run the same line
/// again when an import was stopped, in whatever way: it goes on, makes no duplicate and leaves nothing out. With
/// <c>-ConflictAction Copy</c> a run that did all of its work is followed by a new one, and one that did not by its rest. What an earlier run
/// sent less than two minutes ago may not show in the target yet: when such an item is not found, the run goes on with others and looks
/// again before it sends it.</para>
/// <para><c>-ConflictAction Replace</c> is for an item that was damaged or changed in the target: where the target folder has the same item
/// once, the import updates that one, which keeps its id. The version that is replaced is exported first, into a folder beside the journal
/// (<c>import.replaced</c>; the summary names it as <c>ReplacedPath</c>), and when that fails nothing is replaced. An item that the target
/// lacks is imported; one that it has several times is skipped with a warning; another version of it gets this one beside it. What an update
/// does to properties that the content does not hold is not documented and was not seen in a live tenant yet, so <see cref="Force"/> has to
/// allow it.</para>
/// <para>When the answer of the service to an import is lost, or is a failure of the service such as 500 or 504, the item may have been
/// imported all the same, and sending it again would make a duplicate. So the run looks into the target folder, and once more after two
/// minutes in which it goes on with other items; what has not arrived is sent again, up to eight times and for no longer than half an hour.
/// Where it cannot be told whether an item has arrived it is reported as failed; run the same line again, which looks for it first.</para>
/// </remarks>
/// <example>
/// <para>Imports an export folder, with its folders, into another mailbox.</para>
/// <code>PS> Export-MailboxItem -Mailbox adele@contoso.example -Folder Inbox -DestinationPath ./adele
/// PS> Import-MailboxItem -Path ./adele -TargetMailbox chika@contoso.example -TargetFolder 'From Adele' -CreateFolder -ConflictAction Copy</code>
/// </example>
/// <example>
/// <para>Copies a folder from one mailbox to another without touching the disk.</para>
/// <code>PS> Get-MailboxItem adele@contoso.example -Folder Inbox | Export-MailboxItem | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Inbox -ConflictAction Copy</code>
/// </example>
/// <example>
/// <para>Shows what would be imported, without any call.</para>
/// <code>
/// PS> Export-MailboxItem -Mailbox adele@contoso.example -Folder Inbox -DestinationPath ./adele
/// PS> Import-MailboxItem -Path ./adele -TargetMailbox chika@contoso.example -ConflictAction Copy -WhatIf
/// </code>
/// </example>
/// <example>
/// <para>Imports an export folder and writes down which item came from which.</para>
/// <code>
/// PS> Export-MailboxItem -Mailbox adele@contoso.example -Folder Inbox -DestinationPath ./adele
/// PS> Import-MailboxItem -Path ./adele -TargetMailbox chika@contoso.example -ConflictAction Copy -PassThru | Export-Csv ./imported.csv -NoTypeInformation
/// </code>
/// </example>
/// <example>
/// <para>Keeps the journal in a place that outlasts the job, and goes on when the line is run again.</para>
/// <code>
/// PS> Get-MailboxItem adele@contoso.example -Folder Inbox | Export-MailboxItem |
/// >>     Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Inbox -ConflictAction Copy -JournalPath ./adele-to-chika.jsonl
/// </code>
/// </example>
/// <example>
/// <para>Puts back items that were changed in the mailbox, and keeps what is replaced.</para>
/// <code>
/// PS> $null = Export-MailboxItem -Mailbox adele@contoso.example -Folder Inbox -DestinationPath ./adele
/// PS> $summary = Import-MailboxItem -Path ./adele -InPlace -ConflictAction Replace -Force
/// PS> $summary.ReplacedPath
/// </code>
/// </example>
[Cmdlet(VerbsData.Import, "MailboxItem", DefaultParameterSetName = PipelineSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ImportedMailboxItem))]
[OutputType(typeof(MailboxTransferSummary))]
[RequiredPermission("MailboxItem.ImportExport.All")]
[RequiredPermission("MailboxFolder.Read.All", For = "finding folders")]
[RequiredPermission("MailboxItem.Read.All", For = "finding what the target already has; with -ConflictAction Copy only to go on where a run was stopped or an answer was lost")]
[RequiredPermission("MailboxFolder.ReadWrite.All", For = "-CreateFolder")]
[RequiredPermission("User.Read.All", For = "finding the mailbox of a user")]
public sealed class ImportMailboxItemCommand : StreamingCmdlet
{
    private const string PipelineSet = "Pipeline";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const int SourcesThatMayWait = 16;
    private const int ProgressId = 2;

    private StreamingRun<ImportSource>? _run;
    private readonly ClaimedHandles _handles = new();
    private List<string> _paths = [];
    private readonly List<ImportSource> _missing = [];
    private string? _journalPath;
    private string? _log;

    /// <summary>Exported items, or files as Get-ChildItem writes them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = PipelineSet)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Files with exported items, or export folders; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>Files with exported items, or export folders; every character is taken as it is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <summary>The mailbox to import into: user principal name, object id, <c>MBX:</c> id or mailbox object. Never taken from the pipeline.</summary>
    [Parameter]
    [MailboxIdentityTransformation]
    [ValidateNotNullOrEmpty]
    public MailboxIdentity[]? TargetMailbox { get; set; }

    /// <summary>Imports into the in-place archive of <see cref="TargetMailbox"/>.</summary>
    [Parameter]
    public SwitchParameter TargetArchive { get; set; }

    /// <summary>A session from New-MailboxImportSession; it carries its mailbox. It is renewed when it ends.</summary>
    [Parameter]
    [ValidateNotNull]
    public MailboxImportSession? ImportSession { get; set; }

    /// <summary>Puts each item back into the mailbox that it came from, which its export recorded.</summary>
    [Parameter]
    public SwitchParameter InPlace { get; set; }

    /// <summary>The folder to import into: path, well-known name, id or folder object.</summary>
    /// <value>The place that the item came from.</value>
    [Parameter]
    [FolderIdentityTransformation]
    [ArgumentCompleter(typeof(FolderCompleter))]
    public FolderIdentity? TargetFolder { get; set; }

    /// <summary>Creates folders that are missing, with the classes that the export recorded.</summary>
    [Parameter]
    public SwitchParameter CreateFolder { get; set; }

    /// <summary>The mailbox of an export folder that holds several: its <c>MBX:</c> id, or the user principal name or object id of a user that still is there.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    public string? SourceMailbox { get; set; }

    /// <summary>Imports older versions of items in an export folder as well.</summary>
    /// <value>The newest version of each item.</value>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter AllVersions { get; set; }

    /// <summary>What to do with an item that the target folder already has.</summary>
    /// <value>Skip</value>
    [Parameter]
    public MailboxImportConflictAction ConflictAction { get; set; }

    /// <summary>The file of the journal that lets an import go on where it was stopped; name the same one again to continue.</summary>
    /// <value>import.jsonl in the export folder that the items come from, else a file in the local application data of the user.</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>Composes the id of the target from its ExchangeGuid (with <see cref="TargetArchive"/> its ArchiveGuid) and the tenant of the connection, without a call.</summary>
    [Parameter]
    public SwitchParameter ComposeMailboxId { get; set; }

    /// <summary>Does not ask when <see cref="InPlace"/> writes into more than one mailbox, and allows <c>-ConflictAction Replace</c>.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes each imported item also when an export folder is imported.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Name of a variable that gets the summaries, one for each target mailbox.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SummaryVariable { get; set; }

    /// <summary>A file that gets a line of JSON for each item: time, account, tenant, application, mailbox, folder, ids, size, SHA-256, result, request ids.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LogPath { get; set; }

    /// <summary>
    /// How long the run may take, for example 02:45:00. Then nothing more is sent; what is being transferred has a minute to end, and the rest is
    /// counted as pending. The same line goes on from there. In a pipe give it to the first command that has it.
    /// </summary>
    /// <value>As long as it takes.</value>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? MaxDuration { get; set; }

    /// <summary>Ends with the terminating error RunPartial, after the summaries, when one of them is Partial; a runbook then fails visibly.</summary>
    [Parameter]
    public SwitchParameter FailOnPartial { get; set; }

    /// <summary>Mailboxes that are imported into side by side, when several export folders are put back with <see cref="InPlace"/>. Folders for one mailbox follow each other.</summary>
    /// <value>8</value>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = SideBySide.UsualLimit;

    /// <inheritdoc/>
    private protected override IStreamingRun? Run => _run;

    /// <inheritdoc/>
    private protected override void Prepare()
    {
        CheckTarget();
        if (ConflictAction == MailboxImportConflictAction.Replace && !Force)
        {
            throw Errors.ReplaceNotProven();
        }

        GraphConnection connection = GraphConnection.Of(RequireConnection());
        bool showsProgress = ProgressWriter.IsWanted(SessionState);
        _log = FileSystemPath.ResolveOptional(this, LogPath);
        _paths = ResolvePaths();
        _journalPath = FileSystemPath.ResolveOptional(this, JournalPath);
        bool isJob = _paths.Exists(Directory.Exists);
        _run = new StreamingRun<ImportSource>(
            this,
            SourcesThatMayWait,
            (sources, output, token) => ImportAsync(sources.ReadAllAsync(token), isJob, new RunContext(connection, output, showsProgress, token)));
    }

    /// <inheritdoc/>
    protected override void BindInput()
    {
        if (InputObject is null)
        {
            // In the run and not beside it: what could not be taken makes it partial.
            _missing.ForEach(_run!.Add);
            _paths.ForEach(path => Add(new ImportSource { Path = path }));
            return;
        }

        if (ImportInput.Read(InputObject, path => FileSystemPath.Resolve(this, path)) is ImportSource source)
        {
            Add(source);
        }
        else
        {
            _run!.Add(new ImportSource { Failure = Errors.NotImportable(InputObject.ToString()), Given = InputObject.BaseObject });
        }
    }

    /// <inheritdoc/>
    private protected override void Dispose(bool disposing)
    {
        // The run first: what it is still using is not given back before.
        base.Dispose(disposing);
        if (disposing)
        {
            _handles.Dispose();
        }
    }

    private string Target => InPlace ? "the mailbox that it came from" : TargetMailbox?[0].ToString() ?? ImportSession!.MailboxId;

    private void CheckTarget()
    {
        int named = (TargetMailbox is null ? 0 : 1) + (ImportSession is null ? 0 : 1) + (InPlace ? 1 : 0);
        if (named == 0)
        {
            throw Errors.TargetMissing();
        }

        if (named > 1 || TargetMailbox?.Length > 1)
        {
            throw Errors.TargetAmbiguous();
        }

        if (TargetArchive && TargetMailbox is null)
        {
            throw Errors.TargetArchiveMeaningless();
        }
    }

    private List<string> ResolvePaths()
    {
        List<string> paths = [];
        foreach (string path in Path ?? LiteralPath ?? [])
        {
            int before = paths.Count;
            paths.AddRange(FileSystemPath.Expand(this, path, isLiteral: Path is null));
            if (paths.Count == before)
            {
                _missing.Add(new ImportSource { Failure = Errors.NothingAtPath(path), Given = path });
            }
        }

        return paths;
    }

    // Asked before anything is taken or looked up: -WhatIf makes no call and leaves exported items as they are.
    private void Add(ImportSource source)
    {
        string folder = TargetFolder is null ? string.Empty : $", folder '{TargetFolder}'";
        if (!ShouldProcess($"'{source.Name}' into {Target}{folder}", "Import"))
        {
            return;
        }

        _run!.Add(source with { Failure = Claim(source.Item) });
    }

    private MailboxImportExportException? Claim(ExportedMailboxItem? item)
    {
        try
        {
            if (item is not null)
            {
                _handles.Claim(item);
            }

            return null;
        }
        catch (MailboxImportExportException e)
        {
            return e;
        }
    }

    private async Task ImportAsync(IAsyncEnumerable<ImportSource> sources, bool isJob, RunContext context)
    {
        ProgressWriter progress = context.Progress(ProgressId, "Importing mailbox items");
        TransferOutput<ImportedMailboxItem> items = new(context.Output, withItems: !isJob || PassThru, context.CancellationToken);
        using TransferLog? log = TransferLog.Open(_log, context.Connection, "Import-MailboxItem");
        using TimeAllowance allowance = new(MaxDuration, context.Connection.Time);
        using ImportRun run = new(context.Connection, Options(context.Output) with { Log = log, Allowance = allowance }, _handles, items, progress, context.Output);
        SummaryWriter summaries = new(this, context.Output, isJob, SummaryVariable);
        try
        {
            await run.RunAsync(sources, context.CancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _handles.Fail(e);
            throw;
        }
        finally
        {
            progress.Complete();
            await summaries.WriteAsync(run.Summaries("Import-MailboxItem"), log, context.CancellationToken).ConfigureAwait(false);
        }

        summaries.ThrowWhenPartial(FailOnPartial);
        if (_handles.Debt is MailboxImportExportException debt)
        {
            throw debt;
        }
    }

    private ImportOptions Options(CmdletOutput output) => new()
    {
        Target = TargetMailbox?[0],
        TargetArchive = TargetArchive,
        ComposeMailboxId = ComposeMailboxId,
        Session = ImportSession,
        Folder = TargetFolder,
        CreateFolder = CreateFolder,
        SourceMailbox = SourceMailbox is null ? null : MailboxIdentityReader.FromText(SourceMailbox),
        AllVersions = AllVersions,
        ThrottleLimit = ThrottleLimit,
        MakeCopies = ConflictAction == MailboxImportConflictAction.Copy,
        Replaces = ConflictAction == MailboxImportConflictAction.Replace,
        JournalPath = _journalPath,
        ConfirmMany = InPlace && !Force ? (count, hasMore) => output.AskAsync(() => AskForMany(count, hasMore)) : null,
    };

    private bool AskForMany(int count, bool hasMore)
    {
        string mailboxes = $"{count.ToString(CultureInfo.CurrentCulture)} {(count == 1 ? "mailbox" : "mailboxes")}{(hasMore ? " so far, and more may follow" : string.Empty)}";
        return HostQuestion.Ask(
            () => ShouldContinue($"The items came from {mailboxes}. Import each into its own?", "Import into several mailboxes"),
            Errors.ConfirmationRequired);
    }
}

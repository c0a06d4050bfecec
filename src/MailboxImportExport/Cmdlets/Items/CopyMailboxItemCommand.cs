using System;
using System.Management.Automation;
using MailboxImportExport.Binding;
using MailboxImportExport.Graph;
using MailboxImportExport.Model;
using MailboxImportExport.Pipeline;
using MailboxImportExport.Transfer.Copy;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.Cmdlets;

/// <summary>Copies items from mailbox to mailbox with full fidelity, also from one tenant to another, without touching the disk.</summary>
/// <remarks>
/// <para>Items are exported and imported at the same time, byte for byte: what <c>Export-MailboxItem | Import-MailboxItem</c> does, with one
/// account for each source mailbox in which every item ends as done, skipped, gone or failed. Nothing changes in the source unless
/// <see cref="Move"/> is given.</para>
/// <para>An item that the target folder already has is skipped, and not even exported: one of the same search key, message class, subject, and
/// times of submission and delivery. Two equal items stay two. <c>-ConflictAction Copy</c> copies everything once more, without looking, unless
/// a run was stopped: then it copies the rest. An item whose import was not answered is looked for in the target before it is sent again, as
/// <c>Import-MailboxItem</c> does.</para>
/// <para>Without <see cref="TargetFolder"/> each item goes into the folder of the same path, folders that every mailbox has being found in any
/// language. The target is never taken from the pipeline. To copy between tenants, give a connection to each:
/// <see cref="ConnectedCmdlet.Connection"/> for the source and <see cref="TargetConnection"/> for the target.</para>
/// <para>Small items are held in memory on their way, larger ones in a temporary file. Whole mailboxes and folders, with their trees, are the
/// business of <c>Copy-MailboxContent</c>.</para>
/// <para>With <see cref="Move"/> an item is removed from the source, to its Recoverable Items, when the target was read back and has the same
/// content, property by property, and the item still is in the version that was exported; nothing is removed before the input has
/// ended. Any other stays, with an error that says why, and counts as <c>Kept</c> in the summary; so does one that is not in its folder any
/// more. Items that the target had already are compared as well: a mail that two mailboxes had, moved from one after the other into the same
/// folder, is there once. A move that was stopped is finished by running the same line again.</para>
/// </remarks>
/// <example>
/// <para>Copies a folder into a folder of another mailbox.</para>
/// <code>PS> Get-MailboxItem adele@contoso.example -Folder Inbox | Copy-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder 'Inbox/From Adele' -CreateFolder</code>
/// </example>
/// <example>
/// <para>Copies items from one tenant to another.</para>
/// <code>
/// PS> $old = Connect-MailboxImportExport -PassThru
/// PS> $new = Connect-MailboxImportExport -PassThru
/// PS> Get-MailboxItem adele@contoso.example -Folder Inbox -Connection $old | Copy-MailboxItem -Connection $old -TargetConnection $new -TargetMailbox chika@contoso.example
/// </code>
/// </example>
/// <example>
/// <para>Copies what was received in a year, and keeps the account.</para>
/// <code>
/// PS> Get-MailboxItem adele@contoso.example -After 2025-01-01 -Before 2026-01-01 | Copy-MailboxItem -TargetMailbox chika@contoso.example -CreateFolder -SummaryVariable account
/// PS> $account | Select-Object Mailbox, Verdict, Done, Skipped, Gone
/// </code>
/// </example>
/// <example>
/// <para>Moves what is older than 2024 into the archive of the same user.</para>
/// <code>PS> Get-MailboxItem adele@contoso.example -Folder Inbox -Before 2024-01-01 | Copy-MailboxItem -TargetMailbox adele@contoso.example -TargetArchive -CreateFolder -Move -Force</code>
/// </example>
[Cmdlet(VerbsCommon.Copy, "MailboxItem", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ImportedMailboxItem))]
[RequiredPermission("MailboxItem.Export.All", For = "the source")]
[RequiredPermission("MailboxItem.ImportExport.All", For = "the target")]
[RequiredPermission("MailboxFolder.Read.All", For = "finding folders")]
[RequiredPermission("MailboxItem.Read.All", For = "finding what the target already has, with -ConflictAction Copy only to go on where a run was stopped or an answer was lost; and looking at it again with -Move")]
[RequiredPermission("MailboxFolder.ReadWrite.All", For = "-CreateFolder")]
[RequiredPermission("MailboxItem.ReadWrite.All", For = "removing items from the source, with -Move")]
[RequiredPermission("User.Read.All", For = "finding the mailbox of a user")]
public sealed class CopyMailboxItemCommand : MailboxInputCmdlet
{
    private const int SourcesThatMayWait = 100;

    private StreamingRun<ExportSource>? _run;
    private string? _target;
    private MoveQuestion? _question;

    /// <summary>The id of an item of <see cref="MailboxInputCmdlet.Mailbox"/>. Items from Get-MailboxItem bring theirs.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[]? ItemId { get; set; }

    /// <summary>
    /// The folder in which the items stand that are named by <see cref="ItemId"/>: what has no <see cref="TargetFolder"/> goes to the same
    /// place, and <see cref="Move"/> needs it. Items from Get-MailboxItem bring theirs.
    /// </summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("FolderId")]
    [FolderIdentityTransformation]
    [ArgumentCompleter(typeof(FolderCompleter))]
    public FolderIdentity? Folder { get; set; }

    /// <summary>The mailbox to copy into: user principal name, object id, <c>MBX:</c> id or mailbox object. Never taken from the pipeline.</summary>
    [Parameter(Mandatory = true)]
    [MailboxIdentityTransformation]
    [ValidateNotNullOrEmpty]
    public MailboxIdentity[]? TargetMailbox { get; set; }

    /// <summary>Copies into the in-place archive of <see cref="TargetMailbox"/>.</summary>
    [Parameter]
    public SwitchParameter TargetArchive { get; set; }

    /// <summary>The folder to copy into: path, well-known name, id or folder object.</summary>
    /// <value>The folder of the same path as in the source.</value>
    [Parameter]
    [FolderIdentityTransformation]
    [ArgumentCompleter(typeof(FolderCompleter))]
    public FolderIdentity? TargetFolder { get; set; }

    /// <summary>Creates folders that are missing in the target, with the classes that they have in the source.</summary>
    [Parameter]
    public SwitchParameter CreateFolder { get; set; }

    /// <summary>What to do with an item that the target folder already has.</summary>
    /// <value>Skip</value>
    [Parameter]
    public MailboxConflictAction ConflictAction { get; set; }

    /// <summary>Removes items from the source when their copies are proven. They go to Recoverable Items.</summary>
    [Parameter]
    public SwitchParameter Move { get; set; }

    /// <summary>Moves without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>A connection from Connect-MailboxImportExport -PassThru to the tenant of the target.</summary>
    /// <value>The connection of the source.</value>
    [Parameter]
    [ValidateNotNull]
    public MailboxImportExportConnection? TargetConnection { get; set; }

    /// <summary>The folder for the temporary file of large content.</summary>
    /// <value>The temporary folder of the user.</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SpoolPath { get; set; }

    /// <summary>Bytes of content that the process may hold in temporary files, for example 2GB.</summary>
    /// <value>512 MB</value>
    [Parameter]
    [ValidateRange(1024 * 1024, long.MaxValue)]
    public long SpoolLimit { get; set; } = SpoolTarget.DefaultLimit;

    /// <summary>Name of a variable that gets the summaries, one for each source mailbox.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SummaryVariable { get; set; }

    /// <summary>The file of the journal that lets a copy go on where it was stopped; name the same one again to continue.</summary>
    /// <value>A file in the local application data of the user.</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>
    /// How long the run may take, for example 02:45:00. Then nothing more is begun, what is being transferred has a minute to end, and the rest is
    /// counted as pending. With <see cref="Move"/> nothing more is removed then. The same line goes on from there.
    /// </summary>
    /// <value>As long as it takes.</value>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? MaxDuration { get; set; }

    /// <summary>A file that gets a line of JSON for each item: time, account, tenant, application, mailbox, folder, ids, size, SHA-256, result, request ids.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LogPath { get; set; }

    /// <summary>
    /// Ends with the terminating error RunPartial, after everything was written, when not all of it was copied; a runbook then fails visibly. Commands
    /// behind this one have had every item then, and are not told that there are no more.
    /// </summary>
    [Parameter]
    public SwitchParameter FailOnPartial { get; set; }

    /// <inheritdoc/>
    private protected override IStreamingRun? Run => _run;

    /// <inheritdoc/>
    private protected override void Prepare()
    {
        MailboxImportExportConnection source = RequireConnection();
        MailboxIdentity target = CopyJob.OneTarget(TargetMailbox!);
        _target = CopyJob.Describe(target, TargetArchive, TargetFolder);
        CopyJob job = new()
        {
            Command = "Copy-MailboxItem",
            Target = GraphConnection.Of(TargetConnection ?? source),
            Options = new CopyOptions
            {
                Target = target,
                TargetArchive = TargetArchive,
                Folder = TargetFolder,
                CreateFolder = CreateFolder,
                JournalPath = FileSystemPath.ResolveOptional(this, JournalPath),
                MakeCopies = ConflictAction == MailboxConflictAction.Copy,
                Move = Move,
            },
            SpoolPath = CopyJob.SpoolFolder(this, SpoolPath),
            SpoolLimit = SpoolLimit,
            WithItems = true,
            MaxDuration = MaxDuration,
            LogPath = FileSystemPath.ResolveOptional(this, LogPath),
            SummaryVariable = SummaryVariable,
            FailOnPartial = FailOnPartial,
        };
        _question = Move ? new MoveQuestion(this, Force) : null;
        bool showsProgress = ProgressWriter.IsWanted(SessionState);
        _run = new StreamingRun<ExportSource>(
            this,
            SourcesThatMayWait,
            (sources, output, token) => job.RunAsync(this, sources, null, new RunContext(GraphConnection.Of(source), output, showsProgress, token)));
    }

    /// <inheritdoc/>
    protected override void BindInput()
    {
        foreach (MailboxIdentity mailbox in Mailbox!)
        {
            ExportSource source = new() { Mailbox = mailbox, Archive = Archive, ComposeMailboxId = ComposeMailboxId };
            if (mailbox.Item is not null)
            {
                Add(source with { Item = mailbox.Item });
                continue;
            }

            if (ItemId is null)
            {
                WriteError(ToRecord(Errors.ItemsToCopyNotNamed(mailbox.Text), mailbox.Text));
                continue;
            }

            foreach (string id in ItemId)
            {
                Add(source with { ItemId = id, Folder = Folder });
            }
        }
    }

    private void Add(ExportSource source)
    {
        string what = $"'{source.Item?.ToString() ?? source.ItemId}' into {_target}";
        if (ShouldProcess(what, Move ? "Move" : "Copy") && _question?.Ask(what) != false)
        {
            _run!.Add(source);
        }
    }
}

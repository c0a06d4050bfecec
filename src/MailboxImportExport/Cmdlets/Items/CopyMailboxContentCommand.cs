using System;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Binding;
using MailboxImportExport.Graph;
using MailboxImportExport.Model;
using MailboxImportExport.Pipeline;
using MailboxImportExport.Transfer;
using MailboxImportExport.Transfer.Copy;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.Cmdlets;

/// <summary>Copies a whole mailbox, or some of its folders, into another mailbox, also from one tenant to another.</summary>
/// <remarks>
/// <para>The folders are made again in the target with their classes, empty ones included. Folders that every mailbox has are found in any
/// language: what was in the Posteingang comes into the Inbox. With <see cref="TargetFolder"/> the whole tree goes below that folder.
/// Items are exported and imported at the same time, byte for byte, without touching the disk. Nothing changes in the source unless
/// <see cref="Move"/> is given.</para>
/// <para>Run the same line again and it copies the rest: items that the target has are skipped and not exported again (the same search key,
/// message class, subject, and times of submission and delivery, as often as the target has them). So a copy can be stopped at any time,
/// and a second pass shortly before people change over takes only what has arrived since.</para>
/// <para>One summary is written for each source mailbox; every item ends as done, skipped, gone or failed, and <c>Folders</c> tells what was
/// done about each folder, with the reason for those left out. The verdict is Complete only when nothing failed and every folder was listed to
/// its end. Rules, permissions and settings are not copied.</para>
/// <para>Several mailboxes are copied into one only when each gets a folder of its own: <c>{name}</c> in <see cref="TargetFolder"/> stands for
/// what the source was named by. A mailbox is not copied into itself, except below a folder of its own, which is left out.</para>
/// <para>With <see cref="Move"/> items are removed from the source, to its Recoverable Items, folder by folder, when the target was read back and
/// has the same content, property by property, and the item still is in the version that was exported. Any other stays, with an error that
/// says why, and counts as <c>Kept</c>; so does one that is not in its folder any more. Folders stay. What the target had already counts as a
/// copy as well: of a mail that two mailboxes had, moved from one after the other into the same folder, there is one. A move that was stopped
/// is finished by running the same line again.</para>
/// </remarks>
/// <example>
/// <para>Copies a mailbox into another.</para>
/// <code>PS> Copy-MailboxContent adele@contoso.example -TargetMailbox chika@contoso.example</code>
/// </example>
/// <example>
/// <para>Copies all shared mailboxes into folders of one mailbox, the newest items first.</para>
/// <code>PS> Get-EXOMailbox -RecipientTypeDetails SharedMailbox -ResultSize Unlimited | Copy-MailboxContent -TargetMailbox chika@contoso.example -TargetFolder 'Shared/{name}' -NewestFirst</code>
/// </example>
/// <example>
/// <para>Moves on to another tenant: everything first, and shortly before the change what has arrived since.</para>
/// <code>
/// PS> $old = Connect-MailboxImportExport -PassThru
/// PS> $new = Connect-MailboxImportExport -PassThru
/// PS> Copy-MailboxContent adele@contoso.example -Connection $old -TargetConnection $new -TargetMailbox chika@contoso.example
/// PS> Copy-MailboxContent adele@contoso.example -Connection $old -TargetConnection $new -TargetMailbox chika@contoso.example
/// </code>
/// </example>
/// <example>
/// <para>Copies what is older than 2024 into the archive of the same user, without Junk Email and calendars.</para>
/// <code>PS> Copy-MailboxContent adele@contoso.example -Before 2024-01-01 -ExcludeFolders '#JunkEmail#', '#Calendar#/*' -TargetMailbox adele@contoso.example -TargetArchive</code>
/// </example>
/// <example>
/// <para>Shows what would be copied.</para>
/// <code>PS> Copy-MailboxContent adele@contoso.example -Folder Inbox -Recurse -TargetMailbox chika@contoso.example -TargetFolder 'From Adele' -WhatIf</code>
/// </example>
/// <example>
/// <para>Moves the content of a shared mailbox into a folder of another one.</para>
/// <code>PS> Copy-MailboxContent support@contoso.example -TargetMailbox chika@contoso.example -TargetFolder Support -Move -Force | Select-Object Mailbox, Verdict, Done, Removed, Kept</code>
/// </example>
[Cmdlet(VerbsCommon.Copy, "MailboxContent", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(MailboxTransferSummary))]
[OutputType(typeof(ImportedMailboxItem))]
[RequiredPermission("MailboxItem.Export.All", For = "the source")]
[RequiredPermission("MailboxItem.ImportExport.All", For = "the target")]
[RequiredPermission("MailboxItem.Read.All", For = "listing items, and finding what the target already has")]
[RequiredPermission("MailboxFolder.Read.All", For = "finding folders")]
[RequiredPermission("MailboxFolder.ReadWrite.All", For = "making folders in the target")]
[RequiredPermission("MailboxItem.ReadWrite.All", For = "removing items from the source, with -Move")]
[RequiredPermission("User.Read.All", For = "finding the mailbox of a user")]
public sealed class CopyMailboxContentCommand : ItemListingCmdlet
{
    private const int SourcesThatMayWait = 100;

    private StreamingRun<ExportSource>? _run;
    private string? _target;
    private MoveQuestion? _question;

    /// <summary>Copies the newest items first, over all folders. They are listed to the end before.</summary>
    [Parameter]
    public SwitchParameter NewestFirst { get; set; }

    /// <inheritdoc cref="CopyMailboxItemCommand.TargetMailbox"/>
    [Parameter(Mandatory = true)]
    [MailboxIdentityTransformation]
    [ValidateNotNullOrEmpty]
    public MailboxIdentity[]? TargetMailbox { get; set; }

    /// <inheritdoc cref="CopyMailboxItemCommand.TargetArchive"/>
    [Parameter]
    public SwitchParameter TargetArchive { get; set; }

    /// <summary>
    /// The folder below which the folders of the source are made; it is created when it is missing. <c>{name}</c> in a path stands for what the
    /// source was named by.
    /// </summary>
    /// <value>Each folder is found or made at the place that it has in the source.</value>
    [Parameter]
    [FolderIdentityTransformation]
    [ArgumentCompleter(typeof(FolderCompleter))]
    public FolderIdentity? TargetFolder { get; set; }

    /// <inheritdoc cref="CopyMailboxItemCommand.ConflictAction"/>
    [Parameter]
    public MailboxConflictAction ConflictAction { get; set; }

    /// <summary>Removes items from the source, folder by folder, when their copies are proven. They go to Recoverable Items. With <see cref="NewestFirst"/> at the end.</summary>
    [Parameter]
    public SwitchParameter Move { get; set; }

    /// <inheritdoc cref="CopyMailboxItemCommand.Force"/>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc cref="CopyMailboxItemCommand.TargetConnection"/>
    [Parameter]
    [ValidateNotNull]
    public MailboxImportExportConnection? TargetConnection { get; set; }

    /// <inheritdoc cref="CopyMailboxItemCommand.SpoolPath"/>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SpoolPath { get; set; }

    /// <inheritdoc cref="CopyMailboxItemCommand.SpoolLimit"/>
    [Parameter]
    [ValidateRange(1024 * 1024, long.MaxValue)]
    public long SpoolLimit { get; set; } = SpoolTarget.DefaultLimit;

    /// <summary>Writes each new item as well as the summaries.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc cref="CopyMailboxItemCommand.JournalPath"/>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <inheritdoc cref="CopyMailboxItemCommand.MaxDuration"/>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? MaxDuration { get; set; }

    /// <inheritdoc cref="CopyMailboxItemCommand.LogPath"/>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LogPath { get; set; }

    /// <summary>Ends with the terminating error RunPartial, after the summaries, when one of them is Partial; a runbook then fails visibly.</summary>
    [Parameter]
    public SwitchParameter FailOnPartial { get; set; }

    /// <summary>Source mailboxes that are listed and exported side by side.</summary>
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
        MailboxImportExportConnection source = RequireConnection();
        MailboxIdentity target = CopyJob.OneTarget(TargetMailbox!);
        _target = CopyJob.Describe(target, TargetArchive, TargetFolder);
        CopyJob job = new()
        {
            Command = "Copy-MailboxContent",
            Target = GraphConnection.Of(TargetConnection ?? source),
            Options = new CopyOptions
            {
                Target = target,
                TargetArchive = TargetArchive,
                Folder = TargetFolder,
                KeepsTree = true,
                CreateFolder = true,
                JournalPath = FileSystemPath.ResolveOptional(this, JournalPath),
                MakeCopies = ConflictAction == MailboxConflictAction.Copy,
                Move = Move,
                RemovesByFolder = !NewestFirst,
            },
            SpoolPath = CopyJob.SpoolFolder(this, SpoolPath),
            SpoolLimit = SpoolLimit,
            IsJob = true,
            WithItems = PassThru,
            MaxDuration = MaxDuration,
            LogPath = FileSystemPath.ResolveOptional(this, LogPath),
            FailOnPartial = FailOnPartial,
            ThrottleLimit = ThrottleLimit,
        };
        _question = Move ? new MoveQuestion(this, Force) : null;
        bool showsProgress = ProgressWriter.IsWanted(SessionState);
        bool isAsking = IsAsking();
        bool isApart = TargetFolder?.Text.Contains(CopyOptions.NamePlace) == true;
        _run = new StreamingRun<ExportSource>(this, SourcesThatMayWait, (sources, output, token) =>
        {
            RunContext context = new(GraphConnection.Of(source), output, showsProgress, token);
            return job.RunAsync(this, sources, found => ConfirmedAsync(isApart ? found : SeparateSources.CheckAsync(found, token), isAsking, context, token), context);
        });
    }

    /// <inheritdoc/>
    protected override void BindInput()
    {
        foreach (MailboxIdentity mailbox in Mailbox!)
        {
            if (mailbox.Item is not null)
            {
                // Its mailbox is not meant: all of it would be copied for one item.
                WriteError(ToRecord(Errors.ContentNotNamed(mailbox.Item.ToString()), mailbox.Item));
                continue;
            }

            _run!.Add(new ExportSource
            {
                Mailbox = mailbox,
                Archive = Archive,
                ComposeMailboxId = ComposeMailboxId,
                Listing = MakeListing(mailbox) with { NewestFirst = NewestFirst },
            });
        }
    }

    // Folders are counted only for somebody who reads it.
    private bool IsAsking()
        => (Move && !Force)
            || LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"))
            || MyInvocation.BoundParameters.ContainsKey("WhatIf")
            || MyInvocation.BoundParameters.ContainsKey("Confirm")
            || (GetVariableValue("ConfirmPreference") is ConfirmImpact preference && preference is not ConfirmImpact.None and <= ConfirmImpact.Medium);

    private async IAsyncEnumerable<ExportSource> ConfirmedAsync(
        IAsyncEnumerable<ExportSource> sources,
        bool isAsking,
        RunContext context,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (ExportSource source in sources.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            string what = $"{await DescribeAsync(source, isAsking, context).ConfigureAwait(false)} into {_target}";
            if (await context.Output.AskAsync(() => ShouldProcess(what, Move ? "Move" : "Copy") && _question?.Ask(what) != false).ConfigureAwait(false))
            {
                yield return source;
            }
        }
    }

    private static async Task<string> DescribeAsync(ExportSource source, bool isAsking, RunContext context)
    {
        string name = $"{(source.Archive ? "the archive of " : string.Empty)}{source.Mailbox}{(source.Listing!.Folder is FolderIdentity folder ? $", folder '{folder}'" : string.Empty)}";
        if (!isAsking)
        {
            return name;
        }

        try
        {
            (int folders, long items) = await SourceSurvey.RunAsync(context.Connection, source, context.Output, context.CancellationToken).ConfigureAwait(false);
            return string.Format(CultureInfo.CurrentCulture, "{0} ({1:N0} {2}, {3:N0} items)", name, folders, folders == 1 ? "folder" : "folders", items);
        }
        catch (MailboxImportExportException e) when (!FailureScope.EndsRun(e.Kind))
        {
            // The run says it again, as the error that it is.
            return $"{name} ({e.Message})";
        }
    }
}

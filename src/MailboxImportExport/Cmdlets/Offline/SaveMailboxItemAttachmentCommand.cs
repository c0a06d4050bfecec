using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Pipeline;
using MailboxImportExport.Transfer.Reading;

namespace MailboxImportExport.Cmdlets;

/// <summary>Saves attachments of exported items as files.</summary>
/// <remarks>
/// <para>Names are made safe: a sender can neither lead out of the folder nor name a device, and characters that hide how a name ends
/// are taken off. No file is replaced; one more of a name gets a number. What is in the files is what somebody sent: treat it so.</para>
/// <para>An attached item is saved as an exported item (.fts), which ConvertFrom-FastTransfer reads and Import-MailboxItem imports. An
/// attachment that is a link to a file elsewhere has nothing to save and is passed over with a warning.</para>
/// <para>No connection is needed, and exported items from the pipeline keep their content.</para>
/// </remarks>
/// <example>
/// <para>Saves the attachments of everything in an export folder.</para>
/// <code>PS> Export-MailboxItem -Mailbox adele@contoso.example -Folder Inbox -DestinationPath ./adele
/// PS> Save-MailboxItemAttachment -Path ./adele -DestinationPath ./attachments</code>
/// </example>
/// <example>
/// <para>Saves the PDF documents of one sender.</para>
/// <code>PS> Get-MailboxItem adele@contoso.example -Folder Inbox | Export-MailboxItem | ConvertFrom-FastTransfer | Where-Object { $_.From.Address -like '*@example.com' } | Save-MailboxItemAttachment -Name *.pdf -DestinationPath ./documents</code>
/// </example>
/// <example>
/// <para>Shows what would be saved.</para>
/// <code>PS> Get-MailboxItem adele@contoso.example -Folder Inbox | Export-MailboxItem | Save-MailboxItemAttachment -DestinationPath ./attachments -WhatIf</code>
/// </example>
[Cmdlet(VerbsData.Save, "MailboxItemAttachment", DefaultParameterSetName = PipelineSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(FileInfo))]
public sealed class SaveMailboxItemAttachmentCommand : ContentCmdlet
{
    private readonly List<MailboxItemAttachment> _attachments = [];
    private List<ContentSource> _sources = [];
    private SaveAttachments? _save;
    private WildcardPattern[] _names = [];

    /// <summary>Items or attachments from ConvertFrom-FastTransfer, exported items, or files as Get-ChildItem writes them.</summary>
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

    /// <summary>The folder to save into; it is created when it is missing.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? DestinationPath { get; set; }

    /// <summary>Names of the attachments to save; wildcards are allowed.</summary>
    /// <value>All names.</value>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Saves images that are shown in the body as well.</summary>
    [Parameter]
    public SwitchParameter IncludeInline { get; set; }

    /// <summary>The mailbox of an export folder that holds several: its <c>MBX:</c> id.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SourceMailbox { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => Guard(() =>
    {
        base.BeginProcessing();
        _save = new SaveAttachments(FileSystemPath.Resolve(this, DestinationPath!));
        _names = (Name ?? []).Select(static name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase)).ToArray();
    });

    /// <inheritdoc/>
    protected override void BindInput()
    {
        _attachments.Clear();
        _sources = [];
        switch (InputObject?.BaseObject)
        {
            case MailboxItemAttachment attachment:
                _attachments.Add(attachment);
                break;
            case MailboxItemContent item:
                _attachments.AddRange(Wanted(item));
                break;
            case null:
                _sources = Sources(Path ?? LiteralPath!, areLiteral: Path is null).ToList();
                break;
            default:
                _sources = Sources(InputObject).ToList();
                break;
        }
    }

    /// <inheritdoc/>
    private protected override async Task RunAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        await SaveAsync(_attachments.Where(IsNamed), output, cancellationToken).ConfigureAwait(false);
        ContentSources contents = new(SourceMailbox, allVersions: false, output);
        foreach (ContentSource source in _sources)
        {
            await ForEachAsync(contents, source, content => SaveAsync(content, output, cancellationToken), output, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SaveAsync(NamedContent content, CmdletOutput output, CancellationToken cancellationToken)
    {
        MailboxItemContent? item = null;
        await ReadAsync(content, opened => Task.FromResult(item = opened.Convert([])), output, cancellationToken).ConfigureAwait(false);
        await SaveAsync(item is null ? [] : Wanted(item).Where(IsNamed), output, cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<MailboxItemAttachment> Wanted(MailboxItemContent item) => item.Attachments.Where(attachment => IncludeInline || !attachment.IsInline);

    private bool IsNamed(MailboxItemAttachment attachment) => _names.Length == 0 || _names.Any(name => name.IsMatch(attachment.ToString()));

    private async Task SaveAsync(IEnumerable<MailboxItemAttachment> attachments, CmdletOutput output, CancellationToken cancellationToken)
    {
        foreach (MailboxItemAttachment attachment in attachments)
        {
            if (await output.AskAsync(() => ShouldProcess(_save!.PathOf(attachment), "Save attachment")).ConfigureAwait(false))
            {
                await GuardAsync(attachment.ToString(), () => SaveAsync(attachment, output, cancellationToken), output, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task SaveAsync(MailboxItemAttachment attachment, CmdletOutput output, CancellationToken cancellationToken)
    {
        if (await _save!.SaveAsync(attachment, cancellationToken).ConfigureAwait(false) is FileInfo file)
        {
            await output.WriteObjectAsync(file, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            output.Warning($"The attachment '{attachment}' of '{attachment.ItemSubject}' is a link{(attachment.ReferenceUrl is null ? string.Empty : $" to {attachment.ReferenceUrl}")} and has no content to save.");
        }
    }
}

using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Binding;
using MailboxImportExport.Model;
using MailboxImportExport.Model.Mapi;
using MailboxImportExport.Pipeline;
using MailboxImportExport.Transfer.Reading;

namespace MailboxImportExport.Cmdlets;

/// <summary>Reads exported items: subject, people, times, bodies, attachments, fields of appointments, contacts and tasks, and every property.</summary>
/// <remarks>
/// <para>No connection is needed. Exported items from the pipeline keep their content: they can be imported afterwards.</para>
/// <para>Microsoft calls the format of exported items opaque. Reading is best effort, and importing never depends on it: an item that
/// cannot be read can still be imported. What was odd about an item is in <c>Warnings</c>, with its place; <c>IsComplete</c> says whether all of it was read.</para>
/// <para>Text and HTML that an item does not have are made of what it has, also of rich text. Attachments stay where they are until
/// Save-MailboxItemAttachment saves them; attached items are read like others, in <c>Attachments.Item</c>.</para>
/// </remarks>
/// <example>
/// <para>Reads everything in an export folder.</para>
/// <code>PS> Export-MailboxItem -Mailbox adele@contoso.example -Folder Inbox -DestinationPath ./adele
/// PS> ConvertFrom-FastTransfer -Path ./adele</code>
/// </example>
/// <example>
/// <para>Finds the mails of a mailbox whose text names an invoice, without touching the disk.</para>
/// <code>PS> Get-MailboxItem adele@contoso.example -Folder Inbox | Export-MailboxItem | ConvertFrom-FastTransfer | Where-Object TextBody -like '*invoice*'</code>
/// </example>
/// <example>
/// <para>Shows every property of an item and of its recipients and attachments.</para>
/// <code>PS> Get-MailboxItem adele@contoso.example -Folder Inbox -First 1 | Export-MailboxItem | ConvertFrom-FastTransfer -Raw</code>
/// </example>
[Cmdlet(VerbsData.ConvertFrom, "FastTransfer", DefaultParameterSetName = PipelineSet)]
[OutputType(typeof(MailboxItemContent))]
[OutputType(typeof(MapiPropertyValue))]
public sealed class ConvertFromFastTransferCommand : ContentCmdlet
{
    private List<ContentSource> _sources = [];
    private IReadOnlyList<MapiProperty> _properties = [];

    /// <summary>Exported items, files as Get-ChildItem writes them, or the bytes of one item as an array.</summary>
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

    /// <summary>
    /// Properties to give in <c>Properties</c>, with their values however long: canonical names (PidTagImportance), tags (0x0017,
    /// 0x00170003) or named properties (PSETID_Common 0x8501).
    /// </summary>
    /// <value>All properties; values of more than 64 KB are left out.</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(MapiPropertyCompleter))]
    public string[]? Property { get; set; }

    /// <summary>Writes properties in place of items: those of the item, of its recipients and attachments, and of attached items, each with its place.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    /// <summary>The mailbox of an export folder that holds several: its <c>MBX:</c> id.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SourceMailbox { get; set; }

    /// <summary>Reads older versions of items in an export folder as well.</summary>
    /// <value>The newest version of each item.</value>
    [Parameter]
    public SwitchParameter AllVersions { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => Guard(() =>
    {
        base.BeginProcessing();
        _properties = (Property ?? []).Select(MapiProperty.Parse).ToList();
    });

    /// <inheritdoc/>
    protected override void BindInput()
    {
        _sources = (InputObject is null ? Sources(Path ?? LiteralPath!, areLiteral: Path is null) : Sources(InputObject)).ToList();
    }

    /// <inheritdoc/>
    private protected override async Task RunAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        ContentSources contents = new(SourceMailbox, AllVersions, output);
        foreach (ContentSource source in _sources)
        {
            await ForEachAsync(contents, source, content => ReadAsync(content, item => WriteAsync(item, output, cancellationToken), output, cancellationToken), output, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(OpenedItem item, CmdletOutput output, CancellationToken cancellationToken)
    {
        if (!Raw)
        {
            await output.WriteObjectAsync(item.Convert(_properties), cancellationToken).ConfigureAwait(false);
            return;
        }

        foreach (MapiPropertyValue value in item.Properties(_properties))
        {
            await output.WriteObjectAsync(value, cancellationToken).ConfigureAwait(false);
        }
    }
}

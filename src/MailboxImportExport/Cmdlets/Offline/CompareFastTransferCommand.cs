using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Pipeline;
using MailboxImportExport.Transfer.Reading;

namespace MailboxImportExport.Cmdlets;

/// <summary>Compares exported items property by property: two items, or the items of two export folders.</summary>
/// <remarks>
/// <para>Two exports of one item are never the same bytes, because the service writes a new stream each time. What is compared is
/// what the streams hold: properties, recipients and attachments, wherever they stand. The verdict is Equal, ChangedByServer when only
/// such properties differ as the service sets by itself (times of creation and change, change key, size, ids), or Different.</para>
/// <para>Of two export folders, items belong together that were exported under one id, and of the rest those with the same search key,
/// message class, subject, and times of submission and delivery: what was imported has another id. An item without a counterpart is
/// Different.</para>
/// <para>No connection is needed, and exported items from a variable keep their content.</para>
/// </remarks>
/// <example>
/// <para>Compares what was imported with what had been exported, and shows what differs.</para>
/// <code>PS> Export-MailboxItem adele@contoso.example -Folder Inbox -DestinationPath ./before
/// PS> Import-MailboxItem -Path ./before -TargetMailbox chika@contoso.example -TargetFolder Back -CreateFolder -ConflictAction Copy
/// PS> Export-MailboxItem chika@contoso.example -Folder Back -Recurse -DestinationPath ./after
/// PS> Compare-FastTransfer ./before ./after | Where-Object Verdict -eq Different</code>
/// </example>
/// <example>
/// <para>Shows the differences of two files one by one.</para>
/// <code>
/// PS> Export-MailboxItem adele@contoso.example -Folder Inbox -DestinationPath ./before
/// PS> $first, $second = Get-ChildItem ./before -Recurse -Filter *.fts | Select-Object -First 2
/// PS> (Compare-FastTransfer $first.FullName $second.FullName).Differences
/// </code>
/// </example>
[Cmdlet(VerbsData.Compare, "FastTransfer")]
[OutputType(typeof(ItemComparison))]
public sealed class CompareFastTransferCommand : ContentCmdlet
{
    private ContentSource? _reference;
    private ContentSource? _difference;

    /// <summary>What is compared with: a file or export folder, an exported item, or the bytes of one. A path is taken as it is, without wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public PSObject? ReferenceObject { get; set; }

    /// <summary>What is compared: the same kinds of things.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public PSObject? DifferenceObject { get; set; }

    /// <summary>The mailbox to take of a reference folder that holds several: its <c>MBX:</c> id.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ReferenceMailbox { get; set; }

    /// <summary>The mailbox to take of a difference folder that holds several: its <c>MBX:</c> id.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DifferenceMailbox { get; set; }

    /// <inheritdoc/>
    protected override void BindInput()
    {
        _reference = Sources(ReferenceObject!).FirstOrDefault();
        _difference = Sources(DifferenceObject!).FirstOrDefault();
    }

    /// <inheritdoc/>
    private protected override async Task RunAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        if (_reference is null || _difference is null)
        {
            return;
        }

        CompareItems compare = new(
            comparison => output.WriteObjectAsync(comparison, cancellationToken),
            (failure, name) => output.WriteErrorAsync(failure, failure.Target ?? name, cancellationToken));
        IEnumerable<NamedContent> references = new ContentSources(ReferenceMailbox, allVersions: false, output).Expand(_reference);
        IEnumerable<NamedContent> differences = new ContentSources(DifferenceMailbox, allVersions: false, output).Expand(_difference);
        await (ContentSources.IsFolder(_reference) || ContentSources.IsFolder(_difference)
            ? compare.CompareListsAsync(references, differences, cancellationToken)
            : compare.ComparePairAsync(references.Single(), differences.Single(), cancellationToken)).ConfigureAwait(false);
    }
}

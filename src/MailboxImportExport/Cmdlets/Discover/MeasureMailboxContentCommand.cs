using System.Management.Automation;
using System.Threading.Tasks;
using MailboxImportExport.Binding;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;
using MailboxImportExport.Pipeline;
using MailboxImportExport.Transfer.Measure;

namespace MailboxImportExport.Cmdlets;

/// <summary>Measures what mailboxes hold, and how long it takes at least to move it.</summary>
/// <remarks>
/// <para>All items are listed, and counted by folder, class and year. The sizes that the service reports can be far off: an export can take
/// a fraction of them or forty times as much. <see cref="Sample"/> exports some items, keeps nothing of them, and corrects the sum.</para>
/// <para>The times are the least that the limits of the service allow for one application and one mailbox: 10,000 requests in ten minutes,
/// four requests at once, 150 MB of uploads in five minutes, or what <c>Connect-MailboxImportExport</c> was told instead. ExportLimit and ImportLimit say which of them decides. Other applications
/// that work on the mailbox, and a service that is slow at that hour, come on top.</para>
/// </remarks>
/// <example>
/// <para>Measures a mailbox.</para>
/// <code>PS> Measure-MailboxContent adele@contoso.example</code>
/// </example>
/// <example>
/// <para>Shows how the items spread over the years.</para>
/// <code>PS> (Measure-MailboxContent adele@contoso.example -Sample 20).ByYear</code>
/// </example>
/// <example>
/// <para>Measures all mailboxes and their archives before a migration.</para>
/// <code>
/// PS> $mailboxes = Get-EXOMailbox -ResultSize Unlimited -PropertySets Minimum,StatisticsSeed,Archive
/// PS> $mailboxes | Measure-MailboxContent
/// PS> $mailboxes | Where-Object ArchiveGuid -ne ([guid]::Empty) | Measure-MailboxContent -Archive
/// </code>
/// </example>
[Cmdlet(VerbsDiagnostic.Measure, "MailboxContent")]
[OutputType(typeof(MailboxContentMeasure))]
[RequiredPermission("MailboxItem.Read.All")]
[RequiredPermission("MailboxFolder.Read.All", For = "finding the folders")]
[RequiredPermission("MailboxItem.Export.All", For = "exporting a sample, with -Sample")]
[RequiredPermission("User.Read.All", For = "finding the mailbox of a user")]
public sealed class MeasureMailboxContentCommand : ItemListingCmdlet
{
    private StreamingRun<MailboxTask>? _run;

    /// <summary>Exports this many items, chosen at random, to learn what an export takes; their content is not kept.</summary>
    /// <value>0: no item is exported.</value>
    [Parameter]
    [ValidateRange(0, 10_000)]
    public int Sample { get; set; }

    /// <inheritdoc/>
    private protected override IStreamingRun? Run => _run;

    /// <inheritdoc/>
    private protected override void Prepare()
    {
        base.Prepare();
        _run = MailboxVisits.Start(this, RequireConnection());
    }

    /// <inheritdoc/>
    protected override void BindInput()
    {
        foreach (MailboxIdentity mailbox in Mailbox!)
        {
            ItemListRequest listing = MakeListing(mailbox);
            int sample = Sample;
            _run!.Add(new MailboxTask(mailbox, Archive, ComposeMailboxId, listing.Folder?.Text ?? string.Empty, visit => MeasureAsync(visit, listing, sample)));
        }
    }

    private static async Task MeasureAsync(MailboxVisit visit, ItemListRequest listing, int sample)
    {
        ContentMeasurement measurement = new(visit.Connection, visit.Output);
        MailboxContentMeasure measure = await measurement.RunAsync(listing with { Store = visit.Store }, sample, visit.CancellationToken).ConfigureAwait(false);
        await visit.Output.WriteObjectAsync(measure, visit.CancellationToken).ConfigureAwait(false);
    }
}

using System.Collections.Generic;
using System.Management.Automation;
using System.Threading.Tasks;
using MailboxImportExport.Binding;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;
using MailboxImportExport.Pipeline;

namespace MailboxImportExport.Cmdlets;

/// <summary>Lists the items of a folder or of a whole mailbox.</summary>
/// <remarks>
/// <para>The oldest items of a folder come first. Items that arrive or are deleted meanwhile neither hide others nor show them twice;
/// what arrives after the command began is not listed.</para>
/// <para>Sizes are those that the service reports. An export can be many times as large.</para>
/// </remarks>
/// <example>
/// <para>Lists the Inbox of a mailbox.</para>
/// <code>PS> Get-MailboxItem -Mailbox adele@contoso.example -Folder Inbox</code>
/// </example>
/// <example>
/// <para>Lists the appointments of the whole mailbox.</para>
/// <code>PS> Get-MailboxItem adele@contoso.example -ItemClass IPM.Appointment*</code>
/// </example>
/// <example>
/// <para>Exports what was received in the first quarter into a folder on disk.</para>
/// <code>PS> Get-MailboxItem adele@contoso.example -Folder Inbox -After 2024-01-01 -Before 2024-04-01 | Export-MailboxItem -DestinationPath ./export</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "MailboxItem")]
[OutputType(typeof(MailboxItem))]
[RequiredPermission("MailboxItem.Read.All")]
[RequiredPermission("MailboxFolder.Read.All", For = "finding the folders")]
[RequiredPermission("User.Read.All", For = "finding the mailbox of a user")]
public sealed class GetMailboxItemCommand : ItemListingCmdlet
{
    private StreamingRun<MailboxTask>? _run;

    /// <summary>Ends after this many items of a mailbox, counted after -After, -Before and -ItemClass; the oldest of each folder come first.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

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
        int first = First;
        foreach (MailboxIdentity mailbox in Mailbox!)
        {
            ItemListRequest listing = MakeListing(mailbox);
            _run!.Add(new MailboxTask(mailbox, Archive, ComposeMailboxId, listing.Folder?.Text ?? string.Empty, visit => ListAsync(visit, listing, first)));
        }
    }

    private static async Task ListAsync(MailboxVisit visit, ItemListRequest listing, int first)
    {
        ListItems list = new(visit.Connection, visit.Output);
        IAsyncEnumerable<MailboxItem> items = list.RunAsync(listing with { Store = visit.Store }, null, null, visit.CancellationToken);
        int written = 0;
        await foreach (MailboxItem item in items.ConfigureAwait(false))
        {
            await visit.Output.WriteObjectAsync(item, visit.CancellationToken).ConfigureAwait(false);
            if (++written == first)
            {
                return;
            }
        }
    }
}

using System.Collections.Generic;
using System.Management.Automation;
using System.Threading.Tasks;
using MailboxImportExport.Binding;
using MailboxImportExport.Graph.Changes;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;
using MailboxImportExport.Model.Mapi;
using MailboxImportExport.Pipeline;

namespace MailboxImportExport.Cmdlets;

/// <summary>Lists the items of a folder or of a whole mailbox.</summary>
/// <remarks>
/// <para>The oldest items of a folder come first. Items that arrive or are deleted meanwhile neither hide others nor show them twice;
/// what arrives after the command began is not listed.</para>
/// <para>Sizes are those that the service reports. An export can be many times as large.</para>
/// <para>With <see cref="Delta"/> or <see cref="DeltaToken"/> changes are written in place of items: everything at first, then what was added,
/// has changed or was removed since. <see cref="DeltaTokenVariable"/> receives the token when the command has ended; a folder that was not
/// read to its end keeps the place it had, so that nothing is passed over. The service gives no subject and no sender with changes, and may
/// tell a change a second time.</para>
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
/// <para>Shows the ten newest messages with an attachment of more than 5 MB, and their importance.</para>
/// <code>PS> Get-MailboxItem adele@contoso.example -HasAttachment -LargerThan 5MB -NewestFirst -First 10 -Property PidTagImportance</code>
/// </example>
/// <example>
/// <para>Exports what was received in the first quarter of 2020 into a folder on disk.</para>
/// <code>PS> Get-MailboxItem adele@contoso.example -Folder Inbox -After 2020-01-01 -Before 2020-04-01 | Export-MailboxItem -DestinationPath ./export</code>
/// </example>
/// <example>
/// <para>Exports what has come or changed since the last time; the token is kept in a file.</para>
/// <code>
/// PS> $old = if (Test-Path ./token.txt) { Get-Content ./token.txt -Raw } else { '' }
/// PS> Get-MailboxItem adele@contoso.example -Folder Inbox -Delta -DeltaToken $old -DeltaTokenVariable new | Where-Object ChangeKind -ne Removed | Export-MailboxItem -DestinationPath ./export
/// PS> Set-Content ./token.txt $new
/// </code>
/// </example>
[Cmdlet(VerbsCommon.Get, "MailboxItem")]
[OutputType(typeof(MailboxItem), typeof(MailboxItemChange))]
[RequiredPermission("MailboxItem.Read.All")]
[RequiredPermission("MailboxFolder.Read.All", For = "finding the folders")]
[RequiredPermission("User.Read.All", For = "finding the mailbox of a user")]
public sealed class GetMailboxItemCommand : ItemListingCmdlet
{
    private StreamingRun<MailboxTask>? _run;
    private IReadOnlyList<MapiProperty> _properties = [];
    private ChangeRun? _changes;

    /// <summary>Ends after this many items of a mailbox, counted after the items that are chosen and after <see cref="Skip"/>.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    /// <summary>Passes over this many of the items that are chosen.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    /// <summary>
    /// Gives the newest items first, over all folders, by the time that -TimeProperty names. All of them are listed before the first
    /// is given; only with -TimeProperty Created in one folder the service is asked for the newest.
    /// </summary>
    [Parameter]
    public SwitchParameter NewestFirst { get; set; }

    /// <summary>
    /// Properties to read as well, into <c>Properties</c>: canonical names (PidTagImportance), tags (0x0017, 0x00170003) or named
    /// properties (PSETID_Common 0x8501, StringArray {00020329-0000-0000-c000-000000000046} Name Keywords).
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(MapiPropertyCompleter))]
    public string[]? Property { get; set; }

    /// <summary>Writes changes in place of items; without a token everything is told as added.</summary>
    [Parameter]
    public SwitchParameter Delta { get; set; }

    /// <summary>
    /// Where to go on: the text that <see cref="DeltaTokenVariable"/> received the last time. An empty text begins anew, and so does a
    /// mailbox or a folder that the token does not know. When the service no longer knows the place, it is said and the folder begins anew.
    /// </summary>
    [Parameter]
    [AllowEmptyString]
    [AllowNull]
    public string? DeltaToken { get; set; }

    /// <summary>Name of the variable that receives the token for the next time, when the command has ended; it is text and can be kept in a file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DeltaTokenVariable { get; set; }

    /// <inheritdoc/>
    private protected override IStreamingRun? Run => _run;

    /// <inheritdoc/>
    private protected override void Prepare()
    {
        base.Prepare();
        _properties = ItemProperties.Parse(Property ?? []);
        if (Delta || DeltaToken is not null || DeltaTokenVariable is not null)
        {
            _changes = ChangeRun.OfItems(this, DeltaToken, DeltaTokenVariable);
        }

        _run = MailboxVisits.Start(this, RequireConnection());
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        _changes?.KeepToken();
    }

    /// <inheritdoc/>
    protected override void BindInput()
    {
        foreach (MailboxIdentity mailbox in Mailbox!)
        {
            ItemListRequest listing = MakeListing(mailbox);
            listing = listing with
            {
                Query = listing.Query with { Properties = _properties },
                NewestFirst = NewestFirst,
                Skip = Skip,
                First = First,
            };
            _run!.Add(new MailboxTask(mailbox, Archive, ComposeMailboxId, listing.Folder?.Text ?? string.Empty, visit => WorkAsync(visit, listing, _changes)));
        }
    }

    private static Task WorkAsync(MailboxVisit visit, ItemListRequest listing, ChangeRun? changes)
        => changes is null ? ListAsync(visit, listing) : TellChangesAsync(visit, listing, changes);

    private static async Task TellChangesAsync(MailboxVisit visit, ItemListRequest listing, ChangeRun changes)
    {
        ItemChanges told = new(visit.Connection, changes.Token, visit.Output);
        await foreach (MailboxItemChange change in told.RunAsync(listing with { Store = visit.Store }, visit.CancellationToken).ConfigureAwait(false))
        {
            await visit.Output.WriteObjectAsync(change, visit.CancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task ListAsync(MailboxVisit visit, ItemListRequest listing)
    {
        ListItems list = new(visit.Connection, visit.Output);
        IAsyncEnumerable<MailboxItem> items = list.RunAsync(listing with { Store = visit.Store }, null, null, visit.CancellationToken);
        await foreach (MailboxItem item in items.ConfigureAwait(false))
        {
            await visit.Output.WriteObjectAsync(item, visit.CancellationToken).ConfigureAwait(false);
        }
    }
}

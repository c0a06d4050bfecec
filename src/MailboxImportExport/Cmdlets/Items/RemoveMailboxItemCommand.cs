using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using MailboxImportExport.Binding;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Graph.Mailboxes;
using MailboxImportExport.Model;
using MailboxImportExport.Pipeline;
using MailboxImportExport.Transfer.Remove;

namespace MailboxImportExport.Cmdlets;

/// <summary>Removes items from a mailbox.</summary>
/// <remarks>
/// <para>Items go to Recoverable Items, from where they can be had back as long as the retention of the mailbox says. With
/// <see cref="DisposalType"/> HardDelete they are gone for good; that needs <see cref="Permanent"/> as well, and items on hold are refused.</para>
/// <para>Nothing is removed before the input has ended, so that a listing in front is not disturbed by it. What is stopped before has
/// removed nothing.</para>
/// </remarks>
/// <returns>Nothing.</returns>
/// <example>
/// <para>Removes everything from a folder that was received before a day.</para>
/// <code>PS> Get-MailboxItem adele@contoso.example -Folder Inbox -Before 2020-01-01 | Remove-MailboxItem -Force</code>
/// </example>
/// <example>
/// <para>Shows what would be removed.</para>
/// <code>PS> Get-MailboxItem adele@contoso.example -Folder JunkEmail | Remove-MailboxItem -WhatIf</code>
/// </example>
/// <example>
/// <para>Removes the largest item of a folder, by its id.</para>
/// <code>
/// PS> $largest = Get-MailboxItem adele@contoso.example -Folder Inbox | Sort-Object Size -Descending | Select-Object -First 1
/// PS> Remove-MailboxItem adele@contoso.example -Folder Inbox -ItemId $largest.ItemId -Force
/// </code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "MailboxItem", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[RequiredPermission("MailboxItem.ReadWrite.All")]
[RequiredPermission("User.Read.All", For = "finding the mailbox of a user")]
[RequiredPermission("MailboxFolder.Read.All", For = "finding folders, with -Folder")]
public sealed class RemoveMailboxItemCommand : MailboxInputCmdlet
{
    private const int ItemsThatMayWait = 100;

    private StreamingRun<RemovalSource>? _run;
    private KnownNames? _known;

    /// <summary>The folder in which the items stand, when they are named by <see cref="ItemId"/>. Items from Get-MailboxItem bring theirs.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("FolderId")]
    [FolderIdentityTransformation]
    [ArgumentCompleter(typeof(FolderCompleter))]
    public FolderIdentity? Folder { get; set; }

    /// <summary>The id of an item. Items from Get-MailboxItem bring theirs.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[]? ItemId { get; set; }

    /// <summary>What becomes of the items.</summary>
    /// <value>SoftDelete: they go to Recoverable Items.</value>
    [Parameter]
    public MailboxItemDisposalType DisposalType { get; set; }

    /// <summary>Says that HardDelete is meant: nobody can bring the items back.</summary>
    [Parameter]
    public SwitchParameter Permanent { get; set; }

    /// <summary>Removes without asking. It does not take the place of <see cref="Permanent"/>.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override IStreamingRun? Run => _run;

    /// <inheritdoc/>
    private protected override void Prepare()
    {
        GraphConnection connection = GraphConnection.Of(RequireConnection());
        _known = connection.Known;
        if (DisposalType == MailboxItemDisposalType.HardDelete && !Permanent)
        {
            throw Errors.PermanentMissing();
        }

        _run = new StreamingRun<RemovalSource>(this, ItemsThatMayWait, (sources, output, token) => RemoveAsync(connection, sources, output, token));
    }

    /// <inheritdoc/>
    protected override void BindInput()
    {
        foreach (MailboxIdentity mailbox in Mailbox!)
        {
            if (mailbox.Item is not null)
            {
                Add(mailbox, null);
                continue;
            }

            if (ItemId is null)
            {
                WriteError(ToRecord(Errors.ItemsNotNamed(mailbox.Text), mailbox.Text));
                continue;
            }

            foreach (string id in ItemId)
            {
                Add(mailbox, id);
            }
        }
    }

    private void Add(MailboxIdentity mailbox, string? itemId)
    {
        // A listed item knows its mailbox by its id only; who is asked about removing it knows it by its name.
        string owner = mailbox.MailboxId is string id ? _known!.NameOf(id) : mailbox.Text;
        string name = mailbox.Item is MailboxItem item ? $"{owner}: {item.FolderPath}: {item.Subject ?? item.ItemId}" : $"{owner}: {itemId}";
        string action = DisposalType == MailboxItemDisposalType.HardDelete ? "Remove item for good" : "Remove item to Recoverable Items";
        if (IsAnswered() || ShouldProcess(name, action))
        {
            _run!.Add(new RemovalSource(mailbox, Archive, ComposeMailboxId, Folder ?? mailbox.Folder, itemId));
        }
    }

    // -Force answers the question, but -WhatIf and an explicit -Confirm are always heard.
    private bool IsAnswered() => Force && !MyInvocation.BoundParameters.ContainsKey("WhatIf") && !MyInvocation.BoundParameters.ContainsKey("Confirm") && !IsWhatIf();

    private bool IsWhatIf() => GetVariableValue("WhatIfPreference") is object value && LanguagePrimitives.IsTrue(value);

    private async Task RemoveAsync(GraphConnection connection, ChannelReader<RemovalSource> sources, CmdletOutput output, CancellationToken cancellationToken)
    {
        using RemovalStore store = new(Path.GetTempPath());
        MailboxResolver resolver = new(connection, output);
        RefusalGuard refusals = new();
        await foreach (IReadOnlyList<RemovalSource> group in sources.ReadGroupsAsync(SettingsRequests.MostInBatch, cancellationToken).ConfigureAwait(false))
        {
            foreach (RemovalSource source in group)
            {
                try
                {
                    store.Add(await ResolveAsync(source, resolver, connection, output, cancellationToken).ConfigureAwait(false));
                    refusals.Accepted();
                }
                catch (MailboxImportExportException e) when (!FailureScope.EndsRun(e.Kind))
                {
                    await output.WriteErrorAsync(e, e.Target ?? source.Mailbox.Text, cancellationToken).ConfigureAwait(false);
                    refusals.Failed(e);
                }
            }
        }

        ItemRemoval removal = new(connection, DisposalType == MailboxItemDisposalType.HardDelete, (failure, target) => output.WriteErrorAsync(failure, target, cancellationToken), output);
        await removal.RunAsync(store.Read(), cancellationToken).ConfigureAwait(false);
        if (removal.Failed > 0)
        {
            output.Warning($"{removal.Failed} of {store.Count} items were not removed.");
        }
    }

    private static async Task<RemovalRequest> ResolveAsync(
        RemovalSource source,
        MailboxResolver resolver,
        GraphConnection connection,
        CmdletOutput output,
        CancellationToken cancellationToken)
    {
        if (source.Mailbox.Item is MailboxItem item)
        {
            return RemovalRequest.Of(item);
        }

        FolderIdentity identity = source.Folder ?? throw Errors.ItemWithoutFolder(source.ItemId!);
        MailboxContentStore store = await resolver.ResolveAsync(source.Mailbox, source.Archive, source.Compose, cancellationToken).ConfigureAwait(false);
        MailboxContentFolder folder = await FolderSelection.FindAsync(identity, new FolderRequests(connection, output), store, cancellationToken).ConfigureAwait(false);
        return new RemovalRequest(store.MailboxId, folder.FolderId, source.ItemId!, source.ItemId!);
    }

    private sealed record RemovalSource(MailboxIdentity Mailbox, bool Archive, bool Compose, FolderIdentity? Folder, string? ItemId);
}

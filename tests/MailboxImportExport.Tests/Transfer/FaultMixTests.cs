using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transfer;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Spool;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer;

/// <summary>What the module reads from a service whose calls fail by chance is the same as from one whose calls do not.</summary>
public sealed class FaultMixTests : IAsyncLifetime
{
    // None that asks for a pause, which would be a real one here, and none that needs a new token.
    private static readonly FaultKind[] Passing =
    [
        FaultKind.ThrottledWithoutTime,
        FaultKind.Unavailable,
        FaultKind.GatewayTimeout,
        FaultKind.CutBeforeAnswer,
        .. FaultKinds.LostAnswers,
        .. FaultKinds.OddExports,
    ];

    private ConnectedSandbox _sandbox = null!;
    private SandboxFolder _folder = null!;

    private SandboxMailbox Chika => _sandbox.Mailbox(ConnectedSandbox.Chika);

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ConnectedSandbox.StartAsync();
        _folder = Chika.AddFolder("Inbox/Many");
        Chika.AddItems(_folder, 600);
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ListsEachItemOnceWhenCallsFailByChance(int seed)
    {
        _sandbox.Server.Faults.Mix = new FaultMix(0.3, seed, Passing);

        List<MailboxItem> items = await ListAsync();

        items.Select(static item => item.ItemId).ShouldBe(_folder.Items.Select(static item => item.Id), ignoreOrder: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ExportsEachItemUnchangedWhenCallsFailByChance(int seed)
    {
        List<MailboxItem> items = await ListAsync();
        IReadOnlyDictionary<string, string> expected = await ExportAsync(items);
        _sandbox.Server.Faults.Mix = new FaultMix(0.3, seed, Passing);

        IReadOnlyDictionary<string, string> exported = await ExportAsync(items);

        exported.Count.ShouldBe(600);
        exported.ShouldBe(expected, ignoreOrder: true);
        _sandbox.Server.Faults.Total.ShouldBeGreaterThan(5);
        _sandbox.Server.Limits.MostAtOnce.ShouldBeLessThanOrEqualTo(4);
    }

    private async Task<List<MailboxItem>> ListAsync()
    {
        ItemListRequest request = new() { Store = _sandbox.Store(Chika), Folder = new FolderIdentity { Text = "Inbox/Many" } };
        ListItems listing = new(_sandbox.Connection, _sandbox.Log);
        List<MailboxItem> items = [];
        await foreach (MailboxItem item in listing.RunAsync(request, null, null, CancellationToken.None))
        {
            items.Add(item);
        }

        return items;
    }

    /// <summary>The hash of the content of each item, by its id.</summary>
    private async Task<IReadOnlyDictionary<string, string>> ExportAsync(List<MailboxItem> items)
    {
        ConcurrentDictionary<string, string> hashes = new();
        using SpoolTarget target = new(new SpoolBudget(), Path.GetTempPath(), SpoolTarget.DefaultLimit);
        ExportItems export = new(_sandbox.Connection, target, _sandbox.Log, outcome =>
        {
            outcome.Failure.ShouldBeNull();
            hashes.TryAdd(outcome.Request.ItemId, outcome.Item!.Sha256).ShouldBeTrue();
            return Task.CompletedTask;
        });
        Ledger ledger = new();
        await export.RunAsync(
            async token =>
            {
                foreach (MailboxItem item in items)
                {
                    ledger.Request();
                    await export.AddAsync(new ExportRequest { MailboxId = Chika.Id, ItemId = item.ItemId, Item = item }, ledger, token);
                }
            },
            CancellationToken.None);
        return hashes;
    }
}

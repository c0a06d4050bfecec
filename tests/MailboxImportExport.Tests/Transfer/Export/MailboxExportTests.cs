using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transfer;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Measure;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Export;

/// <summary>What becomes of a call that fails, with all items waiting before the first call.</summary>
public sealed class MailboxExportTests : IAsyncLifetime
{
    private const int Count = 20;

    private readonly Ledger _ledger = new();
    private readonly List<ExportOutcome> _outcomes = [];
    private ConnectedSandbox _sandbox = null!;
    private IReadOnlyList<SandboxItem> _items = null!;

    private SandboxMailbox Chika => _sandbox.Mailbox(ConnectedSandbox.Chika);

    public async ValueTask InitializeAsync()
    {
        // A call that fails is not repeated by itself: what is looked at is what the export does then.
        _sandbox = await ConnectedSandbox.StartAsync(transport: ConnectedSandbox.WithoutPauses with { Attempts = 1 });
        _items = Chika.AddItems(Chika.AddFolder("Inbox/Many"), Count, size: 100);
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task AsksForTheHalvesWhenACallFailsAsAWhole()
    {
        _sandbox.Server.Faults.OnNext(CallKind.ExportItems, FaultKind.GatewayTimeout);

        await ExportAsync();

        Answered().ShouldBe([10, 10]);
        _sandbox.Requests.Count(CallKind.ExportItems).ShouldBe(3);
        Exported().ShouldBe(_items.Select(static i => i.Id), ignoreOrder: true);
    }

    [Theory]
    [InlineData(FaultKind.CutBeforeAnswer)]
    [InlineData(FaultKind.AnswerLost)]
    public async Task AsksForTheHalvesWhenNoAnswerToACallBegins(object fault)
    {
        _sandbox.Server.Faults.OnNext(CallKind.ExportItems, (FaultKind)fault);

        await ExportAsync();

        Exported().ShouldBe(_items.Select(static i => i.Id), ignoreOrder: true);
        _sandbox.Requests.Count(CallKind.ExportItems).ShouldBe(3);
    }

    [Fact]
    public async Task FailsTheItemsOnlyWhenNoAnswerToAnyCallBegins()
    {
        for (int i = 0; i < 1000; i++)
        {
            _sandbox.Gates.CutNext(CallKind.ExportItems);
        }

        await ExportAsync();

        _ledger.Failed.ShouldBe(Count);
        _outcomes.ShouldAllBe(static o => o.Failure!.Kind == FailureKind.ServiceUnavailable);
    }

    [Fact]
    public async Task EndsTheMailboxWhenTheServiceWantsHours()
    {
        ScriptedAnswer.Graph(429, "ApplicationThrottled", ("Retry-After", "10800")).To(_sandbox.Gates, CallKind.ExportItems);

        await ExportAsync();

        _sandbox.Requests.Count(CallKind.ExportItems).ShouldBe(1);
        _ledger.Failed.ShouldBe(Count);
        _outcomes.ShouldAllBe(static o => o.Failure!.Kind == FailureKind.ServiceThrottled && o.Failure.Message.Contains("it asks to wait 10800 s"));
    }

    [Fact]
    public async Task BringsAllButTheOneThatSpoilsEveryCall()
    {
        // 20, then the halves in their order: the first of each pair has the item.
        const string Calls = "FF.F.F.F.FFF.";
        string poison = _items[0].Id;
        foreach (char call in Calls)
        {
            _sandbox.Server.Gates.OnNext(CallKind.ExportItems, _ => call == 'F' ? throw new EmptyRefusal(504) : Task.CompletedTask);
        }

        await ExportAsync(lanes: 1);

        Exported().ShouldBe(_items.Skip(1).Select(static i => i.Id), ignoreOrder: true);
        _outcomes.Single(static o => o.Failure is not null).Request.ItemId.ShouldBe(poison);
        Answered().ShouldBe([10, 5, 2, 1, 1]);
        _sandbox.Requests.Count(CallKind.ExportItems).ShouldBe(Calls.Length);
        _ledger.Count().ShouldBe(new LedgerCount { Requested = Count, Done = Count - 1, Failed = 1, Bytes = _ledger.Bytes });
    }

    [Fact]
    public async Task SendsARefusedCallAgainWithWhatHasComeSince()
    {
        using WeighingTarget target = new();
        MailboxExport export = new(_sandbox.Connection, Chika.Id, target, _sandbox.Log, _ledger, static _ => Task.CompletedTask);
        _sandbox.Gates.OnNext(CallKind.ExportItems, async _ =>
        {
            foreach (SandboxItem item in _items.Skip(1))
            {
                await AddAsync(export, item);
            }

            export.Complete();
            throw ScriptedAnswer.Graph(429, "ApplicationThrottled");
        });

        await AddAsync(export, _items[0]);
        await Task.WhenAll(export.Start(CancellationToken.None).Take(1));

        Answered().ShouldBe([Count]);
        _sandbox.Requests.Count(CallKind.ExportItems).ShouldBe(2);
        _ledger.Done.ShouldBe(Count);
    }

    private async Task ExportAsync(int lanes = 4)
    {
        using WeighingTarget target = new();
        MailboxExport export = new(_sandbox.Connection, Chika.Id, target, _sandbox.Log, _ledger, outcome =>
        {
            lock (_outcomes)
            {
                _outcomes.Add(outcome);
            }

            return Task.CompletedTask;
        });
        foreach (SandboxItem item in _items)
        {
            await AddAsync(export, item);
        }

        export.Complete();
        await Task.WhenAll(export.Start(CancellationToken.None).Take(lanes));
    }

    private Task AddAsync(MailboxExport export, SandboxItem item)
    {
        _ledger.Request();
        return export.AddAsync(new ExportRequest { MailboxId = Chika.Id, ItemId = item.Id }, CancellationToken.None);
    }

    // Of a call that is refused at the door nobody reads the body.
    private IEnumerable<int> Answered() => _sandbox.Requests.ExportCalls.Select(static c => c.ItemIds.Count).Where(static ids => ids > 0);

    private IEnumerable<string> Exported() => _outcomes.Where(static o => o.Item is not null).Select(static o => o.Request.ItemId);
}

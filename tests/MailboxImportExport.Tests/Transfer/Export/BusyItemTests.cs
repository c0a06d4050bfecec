using System;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transfer;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Measure;
using MailboxImportExport.Transport;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Export;

/// <summary>Items that the service does not export because it is busy: what stands in an answer under status 200 asks to slow down as a status does.</summary>
public sealed class BusyItemTests : IAsyncLifetime
{
    private readonly SkippingTime _time = new();
    private readonly Ledger _ledger = new();
    private ConnectedSandbox _sandbox = null!;
    private SandboxItem _item = null!;
    private PacingWatch _watch = null!;

    private SandboxMailbox Chika => _sandbox.Mailbox(ConnectedSandbox.Chika);

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ConnectedSandbox.StartAsync(_time, transport: new TransportOptions { AnswerTimeout = TimeSpan.FromDays(2), IdleTimeout = TimeSpan.FromDays(2) });
        _item = Chika.AddItems(Chika.AddFolder("Inbox/Busy"), 1, size: 100)[0];
        _watch = _sandbox.Connection.Governor.Watch(Chika.Id, "chika", _sandbox.Log);
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [InlineData("ErrorServerBusy")]
    [InlineData("ErrorInternalServerTransientError")]
    [InlineData("ErrorMailboxStoreUnavailable")]
    [InlineData("ErrorTimeoutExpired")]
    public async Task PausesLongerEachTimeBeforeItAsksAgain(string code)
    {
        Refuse(code, times: 4);

        await ExportAsync();

        _ledger.Done.ShouldBe(1);
        _watch.Throttled.ShouldBe(TimeSpan.FromSeconds(1 + 2 + 4 + 8));
        _watch.LowestLanes.ShouldBe(1);
        _sandbox.Log.Warnings.ShouldHaveSingleItem().ShouldStartWith("chika: the service asks to slow down (503: Too busy)");
    }

    [Fact]
    public async Task FailsTheItemWhenTheServiceStaysBusy()
    {
        Refuse("ErrorServerBusy", times: 100);

        await ExportAsync();

        _ledger.Failed.ShouldBe(1);
        _sandbox.Requests.Count(CallKind.ExportItems).ShouldBe(8);
    }

    [Theory]
    [InlineData("ErrorInternalServerError")]
    [InlineData("ErrorItemCorrupt")]
    public async Task HoldsUpNoOtherCallWhenTheFailureMayComeOfTheItem(string code)
    {
        Refuse(code, times: 100);

        await ExportAsync();

        _ledger.Failed.ShouldBe(1);
        _watch.Throttled.ShouldBe(TimeSpan.Zero);
        _watch.LowestLanes.ShouldBe(3);
    }

    private void Refuse(string code, int times)
        => new ScriptedAnswer(200, $$"""{ "value": [ { "itemId": "{{_item.Id}}", "error": { "code": "{{code}}", "message": "Too busy." } } ] }""").To(_sandbox.Gates, CallKind.ExportItems, times);

    private async Task ExportAsync()
    {
        using WeighingTarget target = new();
        MailboxExport export = new(_sandbox.Connection, Chika.Id, target, _sandbox.Log, _ledger, static _ => Task.CompletedTask);
        _ledger.Request();
        await export.AddAsync(new ExportRequest { MailboxId = Chika.Id, ItemId = _item.Id }, CancellationToken.None);
        export.Complete();
        await Task.WhenAll(export.Start(CancellationToken.None));
    }
}

using System;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Import;

/// <summary>Items that the service was at work on for minutes: what they look like to the next run counts from the end of that, not from its beginning.</summary>
public sealed class SlowAnswerTests : IAsyncLifetime
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly SkippingTime _time = new();
    private ExportedFolder _folder = null!;

    private Gates Gates => _folder.Sandbox.Gates;

    public async ValueTask InitializeAsync()
    {
        _folder = await ExportedFolder.CreateAsync(_time, LongTransport.Options, static (mailbox, source) => mailbox.AddItems(source, 1, size: 100));
        _folder.Mailbox.AddFolder("Into/Source");
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public async Task AreFoundWhenTheAnswerHasJustCome(int minutes)
    {
        _folder.Sandbox.Switches.ImportsShowAfter = TimeSpan.FromMinutes(1);
        Gates.OnNext(CallKind.ImportItem, _ =>
        {
            _time.Advance(TimeSpan.FromMinutes(minutes));
            return Task.CompletedTask;
        });
        (await _folder.ImportAsync()).Done.ShouldBe(1);

        MailboxTransferSummary again = await _folder.ImportAsync();

        again.Skipped.ShouldBe(1);
        ShouldHaveArrivedOnce();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task AreFoundWhenTheRunWasKilledMeanwhile(int minutes)
    {
        _folder.Sandbox.Switches.ImportsShowAfter = TimeSpan.FromMinutes(minutes + 0.5);
        using CancellationTokenSource stop = new();
        GateBlock block = Gates.Block(CallKind.ImportItem, GatePoint.Answer);
        Task<MailboxTransferSummary> run = _folder.ImportAsync(cancellationToken: stop.Token);
        await block.WaitUntilReachedAsync().WaitAsync(Guard);
        _time.Advance(TimeSpan.FromMinutes(minutes));
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => run.WaitAsync(Guard));
        block.Release();
        await _folder.Sandbox.Requests.WhenIdleAsync().WaitAsync(Guard);

        MailboxTransferSummary again = await _folder.ImportAsync();

        again.Verdict.ShouldBe(TransferVerdict.Complete);
        ShouldHaveArrivedOnce();
    }

    private void ShouldHaveArrivedOnce()
    {
        _time.Advance(TimeSpan.FromHours(1));
        _folder.Mailbox.ShowWhatIsDue();
        _folder.Arrived.ShouldBe(1);
    }
}

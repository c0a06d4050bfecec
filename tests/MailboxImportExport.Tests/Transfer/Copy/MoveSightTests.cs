using System;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transport;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Copy;

/// <summary>What is known of an item when it is removed: never what it was before a pause.</summary>
public sealed class MoveSightTests : IAsyncLifetime
{
    private readonly SkippingTime _time = new();
    private ConnectedSandbox _sandbox = null!;
    private TestCopy _copy = null!;

    private SandboxMailbox Chika => _sandbox.Mailbox(ConnectedSandbox.Chika);

    private SandboxMailbox Bruno => _sandbox.Mailbox(ConnectedSandbox.Bruno);

    private SandboxFolder Source => Chika.Folder("One");

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ConnectedSandbox.StartAsync(_time, transport: new TransportOptions { AnswerTimeout = TimeSpan.FromDays(2), IdleTimeout = TimeSpan.FromDays(2) });
        _copy = new TestCopy(_sandbox, _time) { Move = true };
        Chika.AddItems(Chika.AddFolder("One"), 1, size: 100);
        Chika.AddFolder("Other");
    }

    public async ValueTask DisposeAsync()
    {
        _copy.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Theory]
    [InlineData(429, "3")]
    [InlineData(429, "1800")]
    [InlineData(503, "3")]
    public async Task KeepsAnItemThatWasChangedWhileItsRemovalHadToWait(int status, string? retryAfter)
    {
        OnRemoval(() =>
        {
            SandboxItem item = Source.Items[0];
            Chika.TryUpdateItem(item, item.Content with { Properties = item.Content.Properties.With(Tags.Subject.With("Changed")) }).ShouldNotBeNull();
        },
        Refusal(status, retryAfter));

        MailboxTransferSummary summary = await _copy.RunAsync(Chika, "One", Bruno);

        _copy.Output.Failures.ShouldHaveSingleItem().Failure.Message.ShouldContain("was changed after it was exported");
        summary.Kept.ShouldBe(1);
        summary.Removed.ShouldBe(0);
        Source.Items.ShouldHaveSingleItem().Subject.ShouldBe("Changed");
        _sandbox.Requests.Count(CallKind.DeleteItem).ShouldBe(1);
    }

    [Theory]
    [InlineData(429, "1800", 4)]
    [InlineData(500, null, 2)]
    public async Task RemovesAnItemThatStayedAsItIsWhileItsRemovalHadToWait(int status, string? retryAfter, int looks)
    {
        OnRemoval(static () => { }, Refusal(status, retryAfter));

        MailboxTransferSummary summary = await _copy.RunAsync(Chika, "One", Bruno);

        summary.Verdict.ShouldBe(TransferVerdict.Complete);
        summary.Removed.ShouldBe(1);
        Source.Items.ShouldBeEmpty();

        // Source and copy, once more when the pause was long.
        _sandbox.Requests.Count(CallKind.GetItem).ShouldBe(looks);
    }

    [Fact]
    public async Task CountsAnItemAsRemovedWhenOnlyTheAnswerWasLost()
    {
        OnRemoval(() => Chika.MoveItem(Source.Items[0], Chika.WellKnown("recoverableitemsdeletions")!, keepsId: false), Refusal(500, null));

        MailboxTransferSummary summary = await _copy.RunAsync(Chika, "One", Bruno);

        summary.Verdict.ShouldBe(TransferVerdict.Complete);
        summary.Removed.ShouldBe(1);
        _copy.Output.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task LooksAgainWhenWhatItSawIsOldBeforeItIsItsTurn()
    {
        _sandbox.Gates.OnNext(CallKind.GetItem, _ =>
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            return Task.CompletedTask;
        });

        MailboxTransferSummary summary = await _copy.RunAsync(Chika, "One", Bruno);

        summary.Removed.ShouldBe(1);
        _sandbox.Requests.Count(CallKind.GetItem).ShouldBe(4);
        _sandbox.Requests.Count(CallKind.DeleteItem).ShouldBe(1);
    }

    [Fact]
    public async Task KeepsAnItemWhoseRemovalIsNeverLetThrough()
    {
        for (int i = 0; i < 100; i++)
        {
            OnRemoval(static () => { }, Refusal(500, null));
        }

        MailboxTransferSummary summary = await _copy.RunAsync(Chika, "One", Bruno);

        _copy.Output.Failures.ShouldHaveSingleItem();
        summary.Kept.ShouldBe(1);
        Source.Items.ShouldHaveSingleItem();
        _sandbox.Requests.Count(CallKind.DeleteItem).ShouldBeInRange(8, 64);
    }

    [Fact]
    public async Task DoesNotCountAnItemAsRemovedThatItsOwnerHasMoved()
    {
        _sandbox.Gates.OnNext(CallKind.GetItem, _ =>
        {
            Chika.MoveItem(Source.Items[0], Chika.Folder("Other"), keepsId: true).ShouldNotBeNull();
            return Task.CompletedTask;
        });
        _sandbox.Gates.OnNext(CallKind.GetItem, static _ => Task.CompletedTask);

        MailboxTransferSummary summary = await _copy.RunAsync(Chika, "One", Bruno);

        _copy.Output.Failures.ShouldHaveSingleItem().Failure.Message.ShouldContain("not any more where it was exported from");
        summary.Removed.ShouldBe(0);
        summary.Kept.ShouldBe(1);
        Chika.Folder("Other").Items.ShouldHaveSingleItem();
    }

    private static GraphError Refusal(int status, string? retryAfter)
        => new(status, "ErrorServerBusy", "Slow down.") { Headers = retryAfter is null ? [] : [("Retry-After", retryAfter)] };

    private void OnRemoval(Action meanwhile, GraphError answer) => _sandbox.Gates.OnNext(CallKind.DeleteItem, _ =>
    {
        meanwhile();
        return Task.FromException(answer);
    });
}

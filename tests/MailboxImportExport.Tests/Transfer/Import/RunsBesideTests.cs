using System;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Transfer.Import;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Import;

/// <summary>Two runs of one process that import the same at the same time.</summary>
public sealed class RunsBesideTests : IAsyncLifetime
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private ExportedFolder _folder = null!;

    public async ValueTask InitializeAsync()
    {
        _folder = await ExportedFolder.CreateAsync(new SkippingTime(), LongTransport.Options);
        _folder.Mailbox.AddFolder("Into/Source");
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ImportEachItemOnceTogether(bool replaces)
    {
        _folder.Options = _folder.Options with { Replaces = replaces };

        MailboxTransferSummary[] summaries = await BothAsync();

        summaries.ShouldAllBe(static s => s.Verdict == TransferVerdict.Complete && s.Requested == ExportedFolder.Items);
        summaries.Sum(static s => s.Done).ShouldBe(ExportedFolder.Items);
        summaries.Sum(static s => s.Skipped).ShouldBe(ExportedFolder.Items);
        _folder.Arrived.ShouldBe(ExportedFolder.Items);
    }

    [Fact]
    public async Task MakeACopyEachWhenCopiesAreAskedFor()
    {
        _folder.Options = _folder.Options with { MakeCopies = true };

        await BothAsync();

        _folder.Arrived.ShouldBe(2 * ExportedFolder.Items);
    }

    [Fact]
    public async Task LookForWhatTheOtherHasGivenUp()
    {
        ImportSource[] sources = [.. ItemFolderReader.OpenFolder(_folder.FullPath, null, _folder.Log).Items(false).Take(2).Select(static i => new ImportSource { Item = i.Item })];
        (TaskCompletionSource arrived, TaskCompletionSource store, TaskCompletionSource stored, TaskCompletionSource answer) = (new(), new(), new(), new());

        // One looks at the target, and imports another item.
        Channel<ImportSource> given = Channel.CreateUnbounded<ImportSource>();
        given.Writer.TryWrite(sources[1]);
        Task<MailboxTransferSummary> one = _folder.ImportAsync(given.Reader.ReadAllAsync());
        while (_folder.Arrived < 1)
        {
            await Task.Yield();
        }

        // The other sends its item; the first one is given the same, and waits for it or not yet.
        _folder.Sandbox.Gates.OnNext(CallKind.ImportItem, async _ =>
        {
            arrived.TrySetResult();
            await store.Task;
        });
        using CancellationTokenSource stop = new();
        Task<MailboxTransferSummary> other = _folder.ImportAsync(new[] { sources[0] }.ToAsyncEnumerable(), null, stop.Token);
        await arrived.Task.WaitAsync(Guard);
        given.Writer.TryWrite(sources[0]);
        given.Writer.Complete();
        _folder.Sandbox.Gates.OnNext(
            CallKind.ImportItem,
            async _ =>
            {
                stored.TrySetResult();
                await answer.Task;
            },
            GatePoint.Answer);
        store.SetResult();
        await stored.Task.WaitAsync(Guard);
        await given.Reader.Completion.WaitAsync(Guard);

        // It was stored, and the other one never hears of it.
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => other.WaitAsync(Guard));
        answer.SetResult();

        (await one.WaitAsync(Guard)).Verdict.ShouldBe(TransferVerdict.Complete);
        _folder.Arrived.ShouldBe(2);
    }

    // Both have looked at the empty target before either writes.
    private async Task<MailboxTransferSummary[]> BothAsync()
    {
        CallKind look = _folder.Options.MakeCopies ? CallKind.CreateImportSession : CallKind.ListItems;
        Gates gates = _folder.Sandbox.Gates;
        GateBlock imports = gates.Block(CallKind.ImportItem);
        gates.HoldFirstUntil(look, 2);
        int left = 2;
        for (int i = 0; i < 2; i++)
        {
            gates.OnNext(look, _ => LookedAsync(), GatePoint.Answer);
        }

        return await Task.WhenAll(_folder.ImportAsync(), _folder.ImportAsync()).WaitAsync(Guard);

        Task LookedAsync()
        {
            if (Interlocked.Decrement(ref left) == 0)
            {
                imports.Release();
            }

            return Task.CompletedTask;
        }
    }
}

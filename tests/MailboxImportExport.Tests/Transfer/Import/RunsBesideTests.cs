using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
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
        _folder = await ExportedFolder.CreateAsync();
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

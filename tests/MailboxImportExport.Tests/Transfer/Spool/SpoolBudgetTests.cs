using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Spool;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Spool;

public sealed class SpoolBudgetTests
{
    private const long Limit = 100;

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly SpoolBudget _budget = new();

    [Fact]
    public async Task DoesNotWaitForWhatAStoppedRunLeftBehind()
    {
        _budget.TryTakeSpool(Limit, Limit).ShouldBeTrue();
        LeaveUnwritten();

        MailboxImportExportException failure = await Should.ThrowAsync<MailboxImportExportException>(
            () => _budget.WaitForRoomAsync(new RoomRequest(Limit / 2, Limit), CancellationToken.None).WaitAsync(Guard));

        failure.Kind.ShouldBe(FailureKind.SpoolFull);
    }

    [Fact]
    public async Task WaitsForWhatIsStillToBeWritten()
    {
        _budget.TryTakeSpool(Limit, Limit).ShouldBeTrue();
        HeldContent pending = new(_budget, "item", [], [1], null);

        Task waiting = _budget.WaitForRoomAsync(new RoomRequest(Limit / 2, Limit), CancellationToken.None);
        waiting.IsCompleted.ShouldBeFalse();
        _budget.Return(0, Limit);

        await waiting.WaitAsync(Guard);
        GC.KeepAlive(pending);
    }

    // In a frame of its own, so that nothing holds it afterwards.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LeaveUnwritten() => _ = new HeldContent(_budget, "item", [], [1], null);
}

using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Transfer;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer;

public sealed class LedgerTests
{
    private readonly Ledger _ledger = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task AddsUpAtEveryMomentWhenManyWriteIntoIt(int seed)
    {
        using CancellationTokenSource end = new();
        Task<long> watcher = Task.Run(() => Watch(end.Token));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Work(new Random((seed * 100) + i)))));
        await end.CancelAsync();

        (await watcher).ShouldBeGreaterThan(0);
        _ledger.Requested.ShouldBe(8 * 5000);
        _ledger.Pending.ShouldBe(0);
        _ledger.Ended.ShouldBe(_ledger.Done + _ledger.Skipped + _ledger.Gone + _ledger.Failed);
        _ledger.Bytes.ShouldBe(_ledger.Done * 10);
    }

    [Fact]
    public void CountsAsPendingWhatWasNotReached()
    {
        for (int i = 0; i < 5; i++)
        {
            _ledger.Request();
        }

        _ledger.Complete(7);
        _ledger.Skip();
        _ledger.MarkGone();
        _ledger.Fail();

        _ledger.Count().ShouldBe(new LedgerCount { Requested = 5, Done = 1, Skipped = 1, Gone = 1, Failed = 1, Bytes = 7 });
        _ledger.Pending.ShouldBe(1);
    }

    [Fact]
    public void CountsAsPendingWhatWasDroppedAfterItHadCome()
    {
        _ledger.Request();
        _ledger.Arrive(7);

        _ledger.Withdraw(7);

        _ledger.Count().ShouldBe(new LedgerCount { Requested = 1 });
        _ledger.Pending.ShouldBe(1);
    }

    private void Work(Random random)
    {
        for (int i = 0; i < 5000; i++)
        {
            _ledger.Request();
            switch (random.Next(4))
            {
                case 0:
                    _ledger.Complete(10);
                    break;
                case 1:
                    _ledger.Skip();
                    break;
                case 2:
                    _ledger.MarkGone();
                    break;
                default:
                    _ledger.Fail();
                    break;
            }
        }
    }

    private long Watch(CancellationToken cancellationToken)
    {
        long looks = 0;
        do
        {
            LedgerCount count = _ledger.Count();
            count.Pending.ShouldBeInRange(0, 8);
            count.Bytes.ShouldBe(count.Done * 10);
            _ledger.Pending.ShouldBeGreaterThanOrEqualTo(0);
            looks++;
        }
        while (!cancellationToken.IsCancellationRequested);
        return looks;
    }
}

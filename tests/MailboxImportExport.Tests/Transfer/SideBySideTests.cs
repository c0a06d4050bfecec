using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Transfer;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer;

public sealed class SideBySideTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<string> _began = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _ends = new();
    private readonly SideBySide _mailboxes;
    private int _most = 2;

    public SideBySideTests() => _mailboxes = new SideBySide(() => _most);

    [Fact]
    public async Task BeginsTheNextWhenOneHasEnded()
    {
        Task run = RunAsync("a", "b", "c");
        await BegunAsync(2);
        _began.ShouldBe(["a", "b"], ignoreOrder: true);

        End("b");
        await BegunAsync(3);

        _began.Last().ShouldBe("c");
        End("a");
        End("c");
        await run.WaitAsync(Guard);
    }

    [Fact]
    public async Task CountsAMailboxUntilItsItemsHaveEnded()
    {
        _most = 1;
        Task run = _mailboxes.RunAsync(
            async token =>
            {
                await _mailboxes.StartAsync("a", _ => Begin("a", items: 2), token);
                await _mailboxes.StartAsync("b", _ => Begin("b"), token);
            },
            CancellationToken.None);
        await BegunAsync(1);
        _mailboxes.Leave("a");
        _began.ShouldBe(["a"]);
        _mailboxes.Leave("A");

        await BegunAsync(2);
        End("b");
        await run.WaitAsync(Guard);
    }

    [Fact]
    public async Task WorksForOneMailboxOneAfterTheOther()
    {
        int running = 0;
        int most = 0;
        List<int> order = [];
        await _mailboxes.RunAsync(
            async token =>
            {
                for (int i = 0; i < 20; i++)
                {
                    int number = i;
                    await _mailboxes.StartAsync(
                        i % 2 == 0 ? "a" : "A",
                        async _ =>
                        {
                            most = Math.Max(most, Interlocked.Increment(ref running));
                            await Task.Yield();
                            order.Add(number);
                            Interlocked.Decrement(ref running);
                        },
                        token);
                }
            },
            CancellationToken.None).WaitAsync(Guard);

        most.ShouldBe(1);
        order.ShouldBe(Enumerable.Range(0, 20));
    }

    [Fact]
    public async Task BeginsMoreWhenThereMayBeMore()
    {
        _most = 1;
        Task run = RunAsync("a", "b");
        await BegunAsync(1);
        _began.Count.ShouldBe(1);

        _most = 2;
        _mailboxes.LookAgain();

        await BegunAsync(2);
        End("a");
        End("b");
        await run.WaitAsync(Guard);
    }

    [Fact]
    public async Task StopsTheOthersAndThrowsWhenOneFails()
    {
        Task run = _mailboxes.RunAsync(
            async token =>
            {
                await _mailboxes.StartAsync("a", t => Task.Delay(Timeout.Infinite, t), token);
                await _mailboxes.StartAsync("b", static _ => throw new InvalidOperationException("b"), token);
                await _mailboxes.StartAsync("c", t => Task.Delay(Timeout.Infinite, t), token);
                await _mailboxes.StartAsync("d", t => Task.Delay(Timeout.Infinite, t), token);
            },
            CancellationToken.None);

        (await Should.ThrowAsync<InvalidOperationException>(() => run.WaitAsync(Guard))).Message.ShouldBe("b");
    }

    [Fact]
    public async Task EndsWhenItIsCancelled()
    {
        using CancellationTokenSource cancel = new();
        Task run = _mailboxes.RunAsync(
            async token =>
            {
                for (int i = 0; i < 5; i++)
                {
                    await _mailboxes.StartAsync($"mailbox {i}", t => Task.Delay(Timeout.Infinite, t), token);
                }
            },
            cancel.Token);
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => run.WaitAsync(Guard));
    }

    private Task RunAsync(params string[] mailboxes) => _mailboxes.RunAsync(
        async token =>
        {
            foreach (string mailbox in mailboxes)
            {
                await _mailboxes.StartAsync(mailbox, _ => Begin(mailbox), token);
            }
        },
        CancellationToken.None);

    private Task Begin(string mailbox, int items = 0)
    {
        for (int i = 0; i < items; i++)
        {
            _mailboxes.Hold(mailbox);
        }

        Task end = items > 0 ? Task.CompletedTask : EndOf(mailbox).Task;
        _began.Enqueue(mailbox);
        return end;
    }

    private void End(string mailbox) => EndOf(mailbox).SetResult();

    private TaskCompletionSource EndOf(string mailbox) => _ends.GetOrAdd(mailbox, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task BegunAsync(int count)
    {
        using CancellationTokenSource guard = new(Guard);
        while (_began.Count < count)
        {
            guard.IsCancellationRequested.ShouldBeFalse();
            await Task.Yield();
        }
    }
}

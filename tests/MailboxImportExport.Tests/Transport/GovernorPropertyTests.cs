using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Transport;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transport;

/// <summary>Many callers, chance answers and a clock of its own: what must hold whatever happens.</summary>
public sealed class GovernorPropertyTests
{
    private const int Mailboxes = 5;
    private const int Workers = 7;
    private const int CallsOfAWorker = 40;

    private static readonly CallLimits Limits = new()
    {
        Requests = 60,
        RequestWindow = TimeSpan.FromMinutes(1),
        UploadBytes = 10_000,
        UploadWindow = TimeSpan.FromSeconds(30),
        FirstCeiling = 6,
        MostCeiling = 12,
    };

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ConcurrentQueue<Call> _calls = new();
    private readonly ConcurrentQueue<Pause> _pauses = new();
    private readonly CallGovernor _governor;

    private readonly SteadyClock _clock;

    public GovernorPropertyTests()
    {
        _governor = new CallGovernor(new TransportOptions { Limits = Limits }, _time);
        _clock = new SteadyClock(_time);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task KeepsEveryLimitWhateverHappens(int seed)
    {
        Task work = Task.WhenAll(Enumerable.Range(0, Mailboxes * Workers).Select(i => Task.Run(() => WorkAsync($"mailbox {i % Mailboxes}", new Random((seed * 1000) + i)))));
        using CancellationTokenSource guard = new(TimeSpan.FromSeconds(100));
        while (!work.IsCompleted && !guard.IsCancellationRequested)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await work.WaitAsync(TimeSpan.FromSeconds(1));
        _calls.Count.ShouldBe(Mailboxes * Workers * CallsOfAWorker);
        foreach (IGrouping<string, Call> mailbox in _calls.GroupBy(static call => call.Mailbox))
        {
            Call[] calls = [.. mailbox.OrderBy(static call => call.Began)];
            MostAtOnce(calls).ShouldBeLessThanOrEqualTo(4);
            MostInWindow(calls, Limits.RequestWindow, static _ => 1).ShouldBeLessThanOrEqualTo(Limits.Requests);
            MostInWindow(calls, Limits.UploadWindow, static call => call.Bytes).ShouldBeLessThanOrEqualTo(Limits.UploadBytes);
            foreach (Pause pause in _pauses.Where(p => p.Mailbox == mailbox.Key))
            {
                calls.ShouldNotContain(call => call.Began > pause.Asked && call.Began < pause.Until);
            }
        }

        MostAtOnce([.. _calls.OrderBy(static call => call.Began)]).ShouldBeLessThanOrEqualTo(Limits.MostCeiling);
    }

    private async Task WorkAsync(string mailbox, Random random)
    {
        for (int i = 0; i < CallsOfAWorker; i++)
        {
            long bytes = random.Next(4) == 0 ? random.Next(1, 6000) : 0;
            using CallPlace place = await _governor.EnterAsync(mailbox, bytes, CancellationToken.None).ConfigureAwait(false);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(50, 2000)), _time).ConfigureAwait(false);
            _calls.Enqueue(new Call(mailbox, bytes, place.Began, _clock.Now));
            if (random.Next(12) == 0)
            {
                Refuse(place, mailbox, random);
            }
            else
            {
                place.Succeed();
            }

            _governor.Watch(mailbox, mailbox, new RecordingLog()).Lanes.ShouldBeInRange(1, 4);
        }
    }

    private void Refuse(CallPlace place, string mailbox, Random random)
    {
        TimeSpan pause = TimeSpan.FromSeconds(random.Next(1, 20));
        TimeSpan before = _clock.Now;
        place.Refuse(new ServiceFault { StatusCode = random.Next(2) == 0 ? 429 : 503, RetryAfter = pause });
        _pauses.Enqueue(new Pause(mailbox, _clock.Now, before + pause));
    }

    private static int MostAtOnce(IReadOnlyList<Call> calls)
    {
        int most = 0;
        PriorityQueue<Call, TimeSpan> running = new();
        foreach (Call call in calls)
        {
            while (running.TryPeek(out _, out TimeSpan ended) && ended <= call.Began)
            {
                running.Dequeue();
            }

            running.Enqueue(call, call.Ended);
            most = Math.Max(most, running.Count);
        }

        return most;
    }

    private static long MostInWindow(IReadOnlyList<Call> calls, TimeSpan window, Func<Call, long> amount)
    {
        long most = 0;
        long used = 0;
        int first = 0;
        foreach (Call call in calls)
        {
            used += amount(call);
            for (; call.Began - calls[first].Began >= window; first++)
            {
                used -= amount(calls[first]);
            }

            most = Math.Max(most, used);
        }

        return most;
    }

    private sealed record Call(string Mailbox, long Bytes, TimeSpan Began, TimeSpan Ended);

    private sealed record Pause(string Mailbox, TimeSpan Asked, TimeSpan Until);
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Transport;
using Shouldly;

namespace MailboxImportExport.Tests.Transport;

/// <summary>Callers of several mailboxes of one application, all at once. What they do and what the service answers is decided beforehand; afterwards every limit must have been kept.</summary>
internal sealed class GovernedCallers
{
    private const int Mailboxes = 4;
    private const int CallersOfAMailbox = 6;
    private const int CallsOfACaller = 10;

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(10);

    private static readonly TransportOptions Options = new()
    {
        Limits = new CallLimits
        {
            Requests = 40,
            RequestWindow = TimeSpan.FromMinutes(1),
            UploadBytes = 10_000,
            UploadWindow = TimeSpan.FromSeconds(30),
            FirstCeiling = 6,
            MostCeiling = 12,
        },
    };

    private readonly DrivenTime _time = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ConcurrentQueue<Made> _calls = new();
    private readonly ConcurrentQueue<Pause> _pauses = new();
    private readonly IReadOnlyList<IReadOnlyList<GovernedCall>> _plans;
    private readonly CallGovernor _governor;
    private readonly SteadyClock _clock;
    private readonly PacingWatch[] _watches;
    private int _ended;

    public GovernedCallers(Chance chance)
    {
        // Before anything runs: who comes first must not decide who gets which number.
        _plans = [.. Enumerable.Range(0, Mailboxes * CallersOfAMailbox).Select(_ => GovernedCall.Make(chance, CallsOfACaller))];
        _governor = new CallGovernor(Options, _time);
        _clock = new SteadyClock(_time);
        _watches = [.. Enumerable.Range(0, Mailboxes).Select(i => _governor.Watch(Mailbox(i), Mailbox(i), new RecordingLog()))];
    }

    /// <summary>Runs them to their end, and checks what they did.</summary>
    public async Task RunAsync()
    {
        Task work = Task.WhenAll(_plans.Select((plan, i) => Task.Run(() => CallAsync(Mailbox(i % Mailboxes), plan))));
        await PassTimeUntilAsync(work);
        foreach (IGrouping<string, Made> mailbox in _calls.GroupBy(static call => call.Mailbox))
        {
            Made[] calls = [.. mailbox.OrderBy(static call => call.Began)];
            MostAtOnce(calls).ShouldBeLessThanOrEqualTo(CallLimits.DocumentedCallsAtOnce);
            MostInWindow(calls, Options.Limits.RequestWindow, static _ => 1).ShouldBeLessThanOrEqualTo(Options.Limits.Requests);
            MostInWindow(calls, Options.Limits.UploadWindow, static call => call.Sent).ShouldBeLessThanOrEqualTo(Options.Limits.UploadBytes);
            foreach (Pause pause in _pauses.Where(p => p.Mailbox == mailbox.Key))
            {
                calls.Any(call => call.Began > pause.Asked && call.Began < pause.Until).ShouldBeFalse($"A call to {mailbox.Key} began between {pause.Asked} and {pause.Until}.");
            }
        }

        MostAtOnce([.. _calls.OrderBy(static call => call.Began)]).ShouldBeLessThanOrEqualTo(Options.Limits.MostCeiling);
        await ShouldHoldNoPlaceAsync();
    }

    private static string Mailbox(int number) => $"mailbox {number}";

    // In steps that grow as long as nobody does anything, so that a pause of a day takes no longer than one of a minute.
    private async Task PassTimeUntilAsync(Task work)
    {
        using CancellationTokenSource guard = new(Guard);
        TimeSpan step = TimeSpan.FromMilliseconds(100);
        int idle = 0;
        for (int before = 0; !work.IsCompleted && !guard.IsCancellationRequested; before = Volatile.Read(ref _ended))
        {
            idle = Volatile.Read(ref _ended) == before ? idle + 1 : 0;
            step = idle == 0 ? TimeSpan.FromMilliseconds(100) : idle > 50 && step < LongestStep ? step + step : step;
            _time.Pass(step);
            await Task.Yield();
        }

        await work.WaitAsync(TimeSpan.FromSeconds(1));
    }

    private async Task CallAsync(string mailbox, IReadOnlyList<GovernedCall> plan)
    {
        foreach (GovernedCall call in plan)
        {
            while (!await TryCallAsync(mailbox, call).ConfigureAwait(false))
            {
                // Sent away for hours: the next run tries again.
                await Task.Delay(TimeSpan.FromHours(1), _time).ConfigureAwait(false);
                Interlocked.Increment(ref _ended);
            }

            Interlocked.Increment(ref _ended);
            LooksRight();
        }
    }

    private async Task<bool> TryCallAsync(string mailbox, GovernedCall call)
    {
        using CancellationTokenSource? patience = call.Patience is TimeSpan longest ? new CancellationTokenSource(longest, _time) : null;
        try
        {
            using CallPlace place = await _governor.EnterAsync(mailbox, call.Bytes, patience?.Token ?? CancellationToken.None).ConfigureAwait(false);
            await Task.Delay(call.Duration, _time).ConfigureAwait(false);
            _calls.Enqueue(new Made(mailbox, call.Sent, place.Began, _clock.Now));
            place.Settle(call.Sent);
            Tell(place, mailbox, call.Fault);
            return true;
        }
        catch (OperationCanceledException) when (patience?.IsCancellationRequested == true)
        {
            return true;
        }
        catch (MailboxServiceException e) when (e.Kind == FailureKind.ServiceThrottled)
        {
            // Somebody must have been told of a pause of hours.
            _pauses.Any(p => p.Mailbox == mailbox && p.Length >= Options.ThrottledTime)
                .ShouldBeTrue($"{e.Message} At {_clock.Now}: {string.Join("; ", _pauses.Where(p => p.Mailbox == mailbox))}");
            return false;
        }
    }

    private void Tell(CallPlace place, string mailbox, ServiceFault? fault)
    {
        if (fault is null)
        {
            place.Succeed();
            return;
        }

        TimeSpan before = _clock.Now;
        TimeSpan length = fault.RetryAfter ?? Options.FirstDelay;
        length = length < MailboxPause.Longest ? length : MailboxPause.Longest;
        if (length >= Options.ThrottledTime)
        {
            // Known before anybody can be sent away for it.
            _pauses.Enqueue(new Pause(mailbox, TimeSpan.MaxValue, TimeSpan.Zero, length));
        }

        place.Refuse(fault);
        _pauses.Enqueue(new Pause(mailbox, _clock.Now, before + length, length));
    }

    private void LooksRight()
    {
        foreach (PacingWatch watch in _watches)
        {
            watch.Lanes.ShouldBeInRange(1, CallLimits.DocumentedCallsAtOnce);
            watch.Ceiling.ShouldBeInRange(CallLimits.DocumentedCallsAtOnce, Options.Limits.MostCeiling);
        }
    }

    // Whoever was cancelled or sent away must not have kept one.
    private async Task ShouldHoldNoPlaceAsync()
    {
        _time.Pass(MailboxPause.Longest);
        for (int i = 0; i < Mailboxes; i++)
        {
            List<Task<CallPlace>> calls = [.. Enumerable.Range(0, _watches[i].Lanes).Select(_ => _governor.EnterAsync(Mailbox(i), 1, CancellationToken.None))];
            CallPlace[] places = await Task.WhenAll(calls).WaitAsync(Guard);
            Array.ForEach(places, static place => place.Dispose());
        }
    }

    private static int MostAtOnce(IReadOnlyList<Made> calls)
    {
        int most = 0;
        PriorityQueue<Made, TimeSpan> running = new();
        foreach (Made call in calls)
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

    private static long MostInWindow(IReadOnlyList<Made> calls, TimeSpan window, Func<Made, long> amount)
    {
        long most = 0;
        long used = 0;
        int first = 0;
        foreach (Made call in calls)
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

    private sealed record Made(string Mailbox, long Sent, TimeSpan Began, TimeSpan Ended);

    private sealed record Pause(string Mailbox, TimeSpan Asked, TimeSpan Until, TimeSpan Length);
}

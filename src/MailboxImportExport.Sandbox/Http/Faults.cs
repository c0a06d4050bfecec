using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>Faults of the service, on demand: one with a certain call, or many by chance.</summary>
internal sealed class Faults : ICallStep
{
    /// <summary>A host that no client has a reason to trust.</summary>
    public const string ForeignHost = "graph.microsoft.com.attacker.example";

    private readonly object _lock = new();
    private readonly Dictionary<CallKind, Queue<FaultKind>> _next = [];
    private readonly Dictionary<(FaultKind Fault, CallKind Call), int> _struck = [];
    private readonly TaskCompletionSource _stalled = NewSource();
    private TaskCompletionSource _released = NewSource();
    private FaultMix? _mix;
    private Random _chance = new(0);

    /// <summary>Faults that come by chance; null for none. A new mix begins its chance anew.</summary>
    public FaultMix? Mix
    {
        get => _mix;
        set
        {
            lock (_lock)
            {
                _mix = value;
                _chance = new Random(value?.Seed ?? 0);
            }
        }
    }

    /// <summary>What callers that are throttled are told to wait.</summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a stall lasts.</summary>
    public TimeSpan StallTime { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>How many faults there have been.</summary>
    public int Total
    {
        get
        {
            lock (_lock)
            {
                return _struck.Values.Sum();
            }
        }
    }

    /// <summary>How often each fault has happened to calls of each kind.</summary>
    public IReadOnlyDictionary<(FaultKind Fault, CallKind Call), int> Struck
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<(FaultKind, CallKind), int>(_struck);
            }
        }
    }

    /// <summary>Lets something go wrong with the next calls of a kind. What only some exports can show waits for one of those.</summary>
    public void OnNext(CallKind kind, FaultKind fault, int times = 1)
    {
        lock (_lock)
        {
            if (!_next.TryGetValue(kind, out Queue<FaultKind>? queue))
            {
                queue = new Queue<FaultKind>();
                _next[kind] = queue;
            }

            for (int index = 0; index < times; index++)
            {
                queue.Enqueue(fault);
            }
        }
    }

    /// <summary>How often a fault has happened. One that fell on a call with nothing to spoil has not.</summary>
    public int Count(FaultKind fault)
    {
        lock (_lock)
        {
            return _struck.Where(struck => struck.Key.Fault == fault).Sum(static struck => struck.Value);
        }
    }

    /// <summary>The same, of calls of one kind.</summary>
    public int Count(FaultKind fault, CallKind call)
    {
        lock (_lock)
        {
            return _struck.GetValueOrDefault((fault, call));
        }
    }

    /// <summary>Waits until a call has stalled.</summary>
    public Task WaitUntilStalledAsync() => _stalled.Task;

    /// <summary>Ends all stalls that last.</summary>
    public void EndStalls()
    {
        lock (_lock)
        {
            _released.SetResult();
            _released = NewSource();
        }
    }

    public Task InvokeAsync(CallContext call, CallHandler next)
    {
        call.Fault = Take(call);
        return call.Fault is null ? next(call) : FaultEffects.RunAsync(call, next);
    }

    /// <summary>Tells whether a call is to have that fault now, and counts it.</summary>
    internal bool Strikes(CallContext call, FaultKind fault)
    {
        if (call.Fault != fault)
        {
            return false;
        }

        lock (_lock)
        {
            if (call.FaultHasStruck)
            {
                return true;
            }

            if (call.IsFaultWaiting && !TryTakeWaiting(call))
            {
                return false;
            }

            call.FaultHasStruck = true;
            _struck[(fault, call.Kind)] = _struck.GetValueOrDefault((fault, call.Kind)) + 1;
            return true;
        }
    }

    internal async Task StallAsync(CallContext call)
    {
        Task released;
        lock (_lock)
        {
            released = _released.Task;
        }

        try
        {
            Task over = released.WaitAsync(StallTime, call.Sandbox.Clock, call.Aborted);
            _stalled.TrySetResult();
            await over;
        }
        catch (TimeoutException)
        {
            // Long enough: the call goes on as if nothing had been.
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FaultKind? Take(CallContext call)
    {
        lock (_lock)
        {
            if (_next.TryGetValue(call.Kind, out Queue<FaultKind>? queue) && queue.Count > 0)
            {
                call.IsFaultWaiting = FaultKinds.OddExports.Contains(queue.Peek());
                return call.IsFaultWaiting ? queue.Peek() : queue.Dequeue();
            }

            return _mix is not null && call.Host is CallHost.Graph or CallHost.Import ? Choose(_mix, call) : null;
        }
    }

    // Several calls may be under way with the same fault before one of them can show it.
    private bool TryTakeWaiting(CallContext call)
    {
        Queue<FaultKind> queue = _next[call.Kind];
        return queue.Count > 0 && queue.Peek() == call.Fault && queue.TryDequeue(out _);
    }

    private FaultKind? Choose(FaultMix mix, CallContext call)
    {
        // Both numbers are drawn for each call, so that what a call is does not change the chance of the next one.
        double likelihood = _chance.NextDouble();
        double choice = _chance.NextDouble();
        return likelihood < mix.Rate ? mix.Choose(call, choice) : null;
    }
}

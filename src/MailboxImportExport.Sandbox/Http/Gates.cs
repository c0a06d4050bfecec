using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>Stops calls at known points, so that a test can act in the middle of one without waiting for any clock.</summary>
internal sealed class Gates : ICallStep
{
    private readonly object _lock = new();
    private readonly Dictionary<CallKind, FirstHeld> _held = [];
    private readonly Dictionary<(CallKind Kind, GatePoint Point), GateBlock> _blocks = [];
    private readonly Dictionary<(CallKind Kind, GatePoint Point), Queue<Func<CallContext, Task>>> _next = [];

    /// <summary>Holds the first call of a kind until that many have arrived: proves that a client makes them side by side.</summary>
    public void HoldFirstUntil(CallKind kind, int calls)
    {
        lock (_lock)
        {
            _held[kind] = new FirstHeld(calls);
        }
    }

    /// <summary>Holds all calls of a kind until the block is released.</summary>
    public GateBlock Block(CallKind kind, GatePoint point = GatePoint.Arrival)
    {
        GateBlock block = new();
        lock (_lock)
        {
            _blocks[(kind, point)] = block;
        }

        return block;
    }

    /// <summary>Does something with the next call of a kind, such as cutting its connection. Several are done with one call each.</summary>
    public void OnNext(CallKind kind, Func<CallContext, Task> action, GatePoint point = GatePoint.Arrival)
    {
        lock (_lock)
        {
            if (!_next.TryGetValue((kind, point), out Queue<Func<CallContext, Task>>? queue))
            {
                queue = new Queue<Func<CallContext, Task>>();
                _next[(kind, point)] = queue;
            }

            queue.Enqueue(action);
        }
    }

    /// <summary>Cuts the connection of the next call of a kind; at the answer its work has been done by then.</summary>
    public void CutNext(CallKind kind, GatePoint point = GatePoint.Arrival)
        => OnNext(
            kind,
            static call =>
            {
                call.Cut();
                return Task.CompletedTask;
            },
            point);

    public async Task InvokeAsync(CallContext call, CallHandler next)
    {
        await PassAsync(call, GatePoint.Arrival);
        await next(call);
    }

    internal async Task PassAsync(CallContext call, GatePoint point)
    {
        Task held;
        GateBlock? block;
        Func<CallContext, Task>? action;
        lock (_lock)
        {
            held = point == GatePoint.Arrival && _held.TryGetValue(call.Kind, out FirstHeld? first) ? first.Arrive() : Task.CompletedTask;
            block = _blocks.GetValueOrDefault((call.Kind, point));
            action = _next.TryGetValue((call.Kind, point), out Queue<Func<CallContext, Task>>? queue) && queue.Count > 0 ? queue.Dequeue() : null;
        }

        await held.WaitAsync(call.Aborted);
        if (block is not null)
        {
            await block.HoldAsync().WaitAsync(call.Aborted);
        }

        if (action is not null)
        {
            await action(call);
            call.ThrowIfCut();
        }
    }

    /// <summary>The first of some calls, which waits for the others.</summary>
    private sealed class FirstHeld(int calls)
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _arrived;

        public Task Arrive()
        {
            _arrived++;
            if (_arrived >= calls)
            {
                _all.TrySetResult();
            }

            return _arrived == 1 ? _all.Task : Task.CompletedTask;
        }
    }
}

using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>Faults of the service, on demand.</summary>
internal sealed class Faults : ICallStep
{
    /// <summary>A host that no client has a reason to trust.</summary>
    public const string ForeignHost = "graph.microsoft.com.attacker.example";

    private readonly object _lock = new();
    private readonly Dictionary<CallKind, Queue<FaultKind>> _next = [];
    private readonly Dictionary<FaultKind, int> _fired = [];

    /// <summary>Lets something go wrong with the next calls of a kind.</summary>
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

    /// <summary>How often a fault has happened.</summary>
    public int Count(FaultKind fault)
    {
        lock (_lock)
        {
            return _fired.GetValueOrDefault(fault);
        }
    }

    public Task InvokeAsync(CallContext call, CallHandler next)
    {
        call.Fault = Take(call.Kind);
        return call.Fault switch
        {
            FaultKind.RedirectLoop when IsGet(call) => throw Redirect(call, call.Sandbox.Authority),
            FaultKind.RedirectToForeignHost when IsGet(call) => throw Redirect(call, $"https://{ForeignHost}"),
            _ => next(call),
        };
    }

    private static bool IsGet(CallContext call) => string.Equals(call.Request.Method, "GET", StringComparison.Ordinal);

    private static RedirectAnswer Redirect(CallContext call, string authority)
        => new(new Uri($"{authority}{call.Record.Path}{call.Record.Query}"));

    private FaultKind? Take(CallKind kind)
    {
        lock (_lock)
        {
            if (!_next.TryGetValue(kind, out Queue<FaultKind>? queue) || queue.Count == 0)
            {
                return null;
            }

            FaultKind fault = queue.Dequeue();
            _fired[fault] = _fired.GetValueOrDefault(fault) + 1;
            return fault;
        }
    }
}

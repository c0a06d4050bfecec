using System;
using System.Diagnostics.Tracing;
using System.Threading;

namespace MailboxImportExport.ModuleTests;

/// <summary>
/// Counts the requests that this process begins to send to some addresses. What the server has seen at a moment is no measure of that: a
/// request that was sent before may still be on its way.
/// </summary>
internal sealed class StartedRequests(params Uri[] addresses) : EventListener
{
    private const int Port = 2;

    private int _count;

    public int Count => Volatile.Read(ref _count);

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "System.Net.Http")
        {
            EnableEvents(eventSource, EventLevel.Informational);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData is { EventName: "RequestStart", Payload: { Count: > Port } payload } && payload[Port] is int port && Array.Exists(addresses, a => a.Port == port))
        {
            Interlocked.Increment(ref _count);
        }
    }
}

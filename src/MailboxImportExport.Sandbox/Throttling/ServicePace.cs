using System;
using System.Collections.Concurrent;
using System.IO;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace MailboxImportExport.Sandbox.Throttling;

/// <summary>How slow the service is. A loopback answers at once, which hides what a client loses to waiting.</summary>
internal sealed class ServicePace : ICallStep
{
    private readonly ConcurrentDictionary<CallKind, TimeSpan> _latencies = new();

    /// <summary>How long a call takes before anything is done for it.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>How many bytes a connection carries in a second, in each direction; 0 for as many as it can.</summary>
    public long BytesPerSecond { get; set; }

    /// <summary>Gives calls of a kind a latency of their own.</summary>
    public void SetLatency(CallKind kind, TimeSpan latency) => _latencies[kind] = latency;

    public async Task InvokeAsync(CallContext call, CallHandler next)
    {
        TimeSpan latency = _latencies.TryGetValue(call.Kind, out TimeSpan own) ? own : Latency;
        if (latency > TimeSpan.Zero)
        {
            await Task.Delay(latency, call.Sandbox.Clock, call.Aborted);
        }

        // What comes in a batch shares the connection of the batch.
        if (BytesPerSecond > 0 && call.Record.Batch is null)
        {
            await PaceAsync(call, next);
        }
        else
        {
            await next(call);
        }
    }

    private async Task PaceAsync(CallContext call, CallHandler next)
    {
        IFeatureCollection features = call.Http.Features;
        IHttpResponseBodyFeature direct = features.GetRequiredFeature<IHttpResponseBodyFeature>();
        Stream request = call.Request.Body;
        await using PacedStream reading = new(request, new Pacer(call.Sandbox.Clock, BytesPerSecond));
        await using PacedStream writing = new(direct.Stream, new Pacer(call.Sandbox.Clock, BytesPerSecond));
        StreamResponseBodyFeature paced = new(writing, direct);
        call.Request.Body = reading;
        features.Set<IHttpResponseBodyFeature>(paced);
        try
        {
            await next(call);
            await paced.CompleteAsync();
        }
        finally
        {
            call.Request.Body = request;
            features.Set(direct);
        }
    }
}

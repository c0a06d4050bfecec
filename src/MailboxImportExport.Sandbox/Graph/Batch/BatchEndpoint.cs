using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.OData;

namespace MailboxImportExport.Sandbox.Graph.Batch;

/// <summary>
/// $batch: several requests in one. Each goes the way of all requests, with its own status; the mailbox service is sent at most four of them at once.
/// </summary>
internal static class BatchEndpoint
{
    private const int AtOnce = 4;

    public static async Task AnswerAsync(CallContext call)
    {
        new EntityQueryParser(EntityQueryParser.NoOptions).Parse(call.Record.Query);
        IReadOnlyList<BatchedRequest> plan = BatchPlan.Of(await JsonBody.ReadAsync<BatchBody>(call));
        BatchedAnswer[] answers = await RunAsync(call, plan);
        await call.AnswerAsync(200, json =>
        {
            json.WriteStartArray("responses");
            foreach (BatchedAnswer answer in call.Sandbox.Switches.ReverseBatchOrder ? answers.Reverse() : answers)
            {
                answer.Write(json);
            }

            json.WriteEndArray();
        });
    }

    private static async Task<BatchedAnswer[]> RunAsync(CallContext call, IReadOnlyList<BatchedRequest> plan)
    {
        using SemaphoreSlim places = new(AtOnce);
        Dictionary<string, Task<BatchedAnswer>> running = new(StringComparer.OrdinalIgnoreCase);
        foreach (BatchedRequest request in plan)
        {
            Task<BatchedAnswer>[] before = [.. (request.DependsOn ?? []).Select(id => running[id])];
            running[request.Id] = RunAsync(call, request, before, places);
        }

        return await Task.WhenAll(plan.Select(request => running[request.Id]));
    }

    private static async Task<BatchedAnswer> RunAsync(CallContext call, BatchedRequest request, Task<BatchedAnswer>[] before, SemaphoreSlim places)
    {
        BatchedAnswer[] needed = await Task.WhenAll(before);
        if (needed.Any(static answer => answer.IsFailure))
        {
            return Failed(request);
        }

        await places.WaitAsync(call.Aborted);
        try
        {
            return await new BatchedCall(call, request).SendAsync();
        }
        finally
        {
            places.Release();
        }
    }

    private static BatchedAnswer Failed(BatchedRequest request)
    {
        object body = new { error = new { code = "FailedDependency", message = "A request that this one depends on has failed." } };
        Dictionary<string, string> headers = new() { ["Content-Type"] = "application/json" };
        return new BatchedAnswer(request.Id, 424, headers, JsonSerializer.SerializeToUtf8Bytes(body));
    }
}

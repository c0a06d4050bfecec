using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>Every request seen, in order of arrival.</summary>
internal sealed class RequestLog(TimeProvider clock)
{
    private const string ClientRequestIdHeader = "client-request-id";
    private readonly object _lock = new();
    private readonly List<RecordedRequest> _requests = [];
    private int _seen;
    private int _running;
    private TaskCompletionSource? _idle;

    /// <summary>Whether requests are remembered.</summary>
    public bool KeepsRequests { get; set; } = true;

    /// <summary>How many requests have been seen, remembered or not.</summary>
    public int Seen
    {
        get
        {
            lock (_lock)
            {
                return _seen;
            }
        }
    }

    /// <summary>All requests up to now.</summary>
    public IReadOnlyList<RecordedRequest> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>The exports, with the ids they asked for.</summary>
    public IReadOnlyList<ExportCall> ExportCalls
        => [.. Of(CallKind.ExportItems).Select(static request => new ExportCall(request, ItemIds(request.Body)))];

    public IReadOnlyList<RecordedRequest> Of(CallKind kind) => [.. All.Where(request => request.Kind == kind)];

    public int Count(CallKind kind) => Of(kind).Count;

    /// <summary>Waits until no request is being carried out, also none whose client has gone away.</summary>
    public Task WhenIdleAsync()
    {
        lock (_lock)
        {
            return _running == 0 ? Task.CompletedTask : (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _requests.Clear();
            _seen = 0;
        }
    }

    internal RecordedRequest Begin(HttpContext http, CallHost host, string rawPath, RecordedRequest? batch)
    {
        CapturingStream body = new(http.Request.Body);
        http.Request.Body = body;
        lock (_lock)
        {
            _running++;
            RecordedRequest request = new(body)
            {
                Number = ++_seen,
                Time = clock.GetUtcNow(),
                Host = host,
                Batch = batch,
                Method = http.Request.Method,
                Path = rawPath,
                Query = http.Request.QueryString.Value ?? string.Empty,
                Headers = Copy(http.Request.Headers),
                RequestId = Guid.NewGuid().ToString(),
                ClientRequestId = http.Request.Headers.TryGetValue(ClientRequestIdHeader, out StringValues id) ? id.ToString() : null,
            };
            if (KeepsRequests)
            {
                _requests.Add(request);
            }

            return request;
        }
    }

    internal void End()
    {
        lock (_lock)
        {
            if (--_running == 0)
            {
                _idle?.SetResult();
                _idle = null;
            }
        }
    }

    private static Dictionary<string, string> Copy(IHeaderDictionary headers)
        => headers.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);

    private static List<string> ItemIds(string? body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body ?? string.Empty);
            return [.. document.RootElement.GetProperty("itemIds").EnumerateArray().Select(static id => id.GetString() ?? string.Empty)];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // A body that is no export: the call has been refused, and asked for nothing.
            return [];
        }
    }
}

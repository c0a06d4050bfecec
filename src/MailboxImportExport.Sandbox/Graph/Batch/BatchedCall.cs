using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace MailboxImportExport.Sandbox.Graph.Batch;

/// <summary>Sends one request of a batch through the sandbox as if it had come by itself, with the token of the batch.</summary>
internal sealed class BatchedCall(CallContext batch, BatchedRequest request)
{
    private const int Gone = 504;

    public async Task<BatchedAnswer> SendAsync()
    {
        using MemoryStream body = new();
        DefaultHttpContext http = new() { RequestAborted = batch.Aborted };
        Fill(http);
        http.Response.Body = body;
        RecordedRequest record = await batch.Pipeline.InvokeAsync(http, isImportHost: false, batch.Record);
        await http.Response.CompleteAsync();

        // A connection that is cut inside the service is a gateway time-out to the caller of the batch.
        int status = record.Status == 0 ? Gone : http.Response.StatusCode;
        Dictionary<string, string> headers
            = http.Response.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString());
        return new BatchedAnswer(request.Id, status, headers, record.Status == 0 ? [] : body.ToArray());
    }

    private void Fill(DefaultHttpContext http)
    {
        string target = $"/{batch.Version}/{request.Url.TrimStart('/')}";
        int query = target.IndexOf('?', StringComparison.Ordinal);
        IHttpRequestFeature feature = http.Features.GetRequiredFeature<IHttpRequestFeature>();
        feature.RawTarget = target;
        feature.Method = request.Method;
        feature.QueryString = query < 0 ? string.Empty : target[query..];
        http.Request.Headers.Authorization = batch.Request.Headers.Authorization;
        foreach (KeyValuePair<string, string> header in request.Headers ?? new Dictionary<string, string>())
        {
            http.Request.Headers[header.Key] = header.Value;
        }

        http.Request.Body = new MemoryStream(Body());
    }

    /// <summary>JSON stands in a batch as itself, anything else as base64.</summary>
    private byte[] Body() => request.Body switch
    {
        null => [],
        { ValueKind: JsonValueKind.String } text => text.TryGetBytesFromBase64(out byte[]? bytes)
            ? bytes
            : throw new GraphError(400, "BadRequest", "Invalid batch payload format: a body is neither JSON nor base64."),
        JsonElement json => JsonSerializer.SerializeToUtf8Bytes(json),
    };
}

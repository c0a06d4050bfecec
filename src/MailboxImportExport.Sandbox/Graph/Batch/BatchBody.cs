using System.Collections.Generic;
using System.Text.Json;

namespace MailboxImportExport.Sandbox.Graph.Batch;

/// <summary>The body of a batch.</summary>
internal sealed record BatchBody(IReadOnlyList<BatchedRequest> Requests);

/// <summary>One request in a batch; its address is relative to the version.</summary>
internal sealed record BatchedRequest(
    string Id,
    string Method,
    string Url,
    IReadOnlyDictionary<string, string>? Headers = null,
    JsonElement? Body = null,
    IReadOnlyList<string>? DependsOn = null);

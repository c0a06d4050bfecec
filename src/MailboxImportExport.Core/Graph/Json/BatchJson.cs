using System.Collections.Generic;
using System.Text.Json;

namespace MailboxImportExport.Graph.Json;

/// <summary>Body of a JSON batch.</summary>
internal sealed record BatchJson(IReadOnlyList<BatchRequestJson> Requests);

/// <summary>One request of a JSON batch; its address is below the version.</summary>
internal sealed record BatchRequestJson(string Id, string Method, string Url);

/// <summary>Answer of a JSON batch, in any order.</summary>
internal sealed record BatchAnswerJson(IReadOnlyList<BatchResponseJson>? Responses);

/// <summary>One answer of a JSON batch.</summary>
internal sealed record BatchResponseJson(string? Id, int Status, JsonElement Body);

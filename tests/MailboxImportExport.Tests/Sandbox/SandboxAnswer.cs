using System.Collections.Generic;
using System.Linq;
using System.Net.Http.Headers;
using System.Text.Json;

namespace MailboxImportExport.Tests.Sandbox;

/// <summary>An answer of the sandbox with its JSON.</summary>
internal sealed record SandboxAnswer(int Status, string Text, HttpResponseHeaders Headers)
{
    public JsonElement Root => JsonDocument.Parse(Text).RootElement;

    /// <summary>The entries of a list.</summary>
    public IReadOnlyList<JsonElement> Values => [.. Root.GetProperty("value").EnumerateArray()];

    /// <summary>The ids of a list.</summary>
    public IReadOnlyList<string> Ids => [.. Values.Select(static value => value.GetProperty("id").GetString()!)];

    /// <summary>The code of a refusal by Graph.</summary>
    public string ErrorCode => Root.GetProperty("error").GetProperty("code").GetString()!;

    /// <summary>The ids of a delta page that are told as removed.</summary>
    public IReadOnlyList<string> RemovedIds
        => [.. Values.Where(static value => value.TryGetProperty("@removed", out _)).Select(static value => value.GetProperty("id").GetString()!)];

    public string? DeltaLink => Root.TryGetProperty("@odata.deltaLink", out JsonElement link) ? link.GetString() : null;

    public string? NextLink => Root.TryGetProperty("@odata.nextLink", out JsonElement link) ? link.GetString() : null;
}

using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace MailboxImportExport.Graph.Json;

/// <summary>One page of a collection.</summary>
internal sealed record PageJson<T>
{
    public IReadOnlyList<T>? Value { get; init; }

    [JsonPropertyName("@odata.nextLink")]
    public string? NextLink { get; init; }

    /// <summary>On the last page of a change round: where the next round begins.</summary>
    [JsonPropertyName("@odata.deltaLink")]
    public string? DeltaLink { get; init; }
}

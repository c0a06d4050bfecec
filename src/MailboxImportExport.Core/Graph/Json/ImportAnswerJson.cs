using System.Text.Json.Serialization;

namespace MailboxImportExport.Graph.Json;

/// <summary>Answer of the import host.</summary>
internal sealed record ImportAnswerJson(string? ItemId, string? ChangeKey)
{
    /// <summary>The request that was answered.</summary>
    [JsonIgnore]
    public RequestIds? Request { get; init; }
}

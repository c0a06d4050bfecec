using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace MailboxImportExport.Graph.Json;

/// <summary>Graph resource mailboxFolder, as it travels.</summary>
internal sealed record FolderJson
{
    public string? Id { get; init; }

    public string? DisplayName { get; init; }

    public string? ParentFolderId { get; init; }

    public int? ChildFolderCount { get; init; }

    public int? TotalItemCount { get; init; }

    public string? WellKnownName { get; init; }

    public string? Type { get; init; }

    public bool? IsHidden { get; init; }

    public IReadOnlyList<ExtendedPropertyJson>? SingleValueExtendedProperties { get; init; }

    /// <summary>In a change round: that it is no longer there.</summary>
    [JsonPropertyName("@removed")]
    public RemovedJson? Removed { get; init; }
}

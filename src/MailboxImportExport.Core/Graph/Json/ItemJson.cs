using System;
using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace MailboxImportExport.Graph.Json;

/// <summary>Graph resource mailboxItem, as it travels.</summary>
internal sealed record ItemJson
{
    public string? Id { get; init; }

    public string? ChangeKey { get; init; }

    public DateTimeOffset? CreatedDateTime { get; init; }

    public DateTimeOffset? LastModifiedDateTime { get; init; }

    public string? Type { get; init; }

    public long? Size { get; init; }

    public IReadOnlyList<string?>? Categories { get; init; }

    public IReadOnlyList<ExtendedPropertyJson>? SingleValueExtendedProperties { get; init; }

    public IReadOnlyList<MultiValuePropertyJson>? MultiValueExtendedProperties { get; init; }

    /// <summary>In a change round: that it is no longer there.</summary>
    [JsonPropertyName("@removed")]
    public RemovedJson? Removed { get; init; }
}

using System;
using System.Collections.Generic;
using System.Text.Json;

namespace MailboxImportExport.Access.Service;

/// <summary>The answer to one call, refusals included. What is read of it decides what a finding may show.</summary>
internal sealed record ServiceAnswer
{
    public int Status { get; init; }

    public string? Code { get; init; }

    /// <summary>The JSON of a success, or undefined.</summary>
    public JsonElement Body { get; init; }

    public IReadOnlyList<string> Headers { get; init; } = Array.Empty<string>();

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Entries of a collection, or -1.</summary>
    public int Count => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("value", out JsonElement value) && value.ValueKind == JsonValueKind.Array ? value.GetArrayLength() : -1;

    /// <summary>A text of the body, or null.</summary>
    public string? Text(string property)
        => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(property, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

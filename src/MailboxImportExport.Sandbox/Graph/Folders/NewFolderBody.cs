using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace MailboxImportExport.Sandbox.Graph.Folders;

/// <summary>The body of a request for a new folder.</summary>
internal sealed record NewFolderBody(
    string DisplayName,
    string Type,
    IReadOnlyList<SingleValueBody>? SingleValueExtendedProperties = null,
    IReadOnlyList<MultiValueBody>? MultiValueExtendedProperties = null,
    [property: JsonPropertyName("@odata.type")] string? ODataType = null);

/// <summary>An extended property with one value in a body.</summary>
internal sealed record SingleValueBody(string Id, string Value);

/// <summary>An extended property with a list of values in a body.</summary>
internal sealed record MultiValueBody(string Id, IReadOnlyList<string> Value);

using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace MailboxImportExport.Sandbox.Graph.Folders;

/// <summary>The body of a request that changes a folder. The class is in it only to be refused with the reason.</summary>
internal sealed record ChangedFolderBody(
    string? DisplayName = null,
    string? Type = null,
    IReadOnlyList<SingleValueBody>? SingleValueExtendedProperties = null,
    IReadOnlyList<MultiValueBody>? MultiValueExtendedProperties = null,
    [property: JsonPropertyName("@odata.type")] string? ODataType = null);

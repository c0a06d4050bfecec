using System.Text.Json.Serialization;

namespace MailboxImportExport.Graph.Json;

/// <summary>The one place that turns small JSON into records and back, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PageJson<FolderJson>))]
[JsonSerializable(typeof(PageJson<ItemJson>))]
[JsonSerializable(typeof(FolderJson))]
[JsonSerializable(typeof(ItemJson))]
[JsonSerializable(typeof(ExchangeSettingsJson))]
[JsonSerializable(typeof(BatchJson))]
[JsonSerializable(typeof(BatchAnswerJson))]
[JsonSerializable(typeof(NewFolderJson))]
[JsonSerializable(typeof(FolderNameJson))]
[JsonSerializable(typeof(ExportRequestJson))]
[JsonSerializable(typeof(ImportSessionJson))]
[JsonSerializable(typeof(ImportAnswerJson))]
[JsonSerializable(typeof(ServicePrincipalJson))]
[JsonSerializable(typeof(NewPrincipalJson))]
[JsonSerializable(typeof(ApplicationJson))]
[JsonSerializable(typeof(RoleAssignmentJson))]
[JsonSerializable(typeof(PageJson<ServicePrincipalJson>))]
[JsonSerializable(typeof(PageJson<ApplicationJson>))]
[JsonSerializable(typeof(PageJson<RoleAssignmentJson>))]
internal sealed partial class GraphJson : JsonSerializerContext;

using System;
using System.Collections.Generic;

namespace MailboxImportExport.Graph.Json;

/// <summary>Graph resource application: what is written, and what is read back.</summary>
internal sealed record ApplicationJson
{
    public string? Id { get; init; }

    public string? AppId { get; init; }

    public string? DisplayName { get; init; }

    public string? SignInAudience { get; init; }

    public string? Notes { get; init; }

    public IReadOnlyList<RequiredResourceJson>? RequiredResourceAccess { get; init; }

    public IReadOnlyList<KeyCredentialJson>? KeyCredentials { get; init; }
}

/// <summary>What an application says it needs of a service.</summary>
internal sealed record RequiredResourceJson(string ResourceAppId, IReadOnlyList<ResourceAccessJson> ResourceAccess);

/// <summary>One permission that an application says it needs.</summary>
internal sealed record ResourceAccessJson(Guid Id, string Type);

/// <summary>The public part of a certificate.</summary>
internal sealed record KeyCredentialJson
{
    public string? Type { get; init; }

    public string? Usage { get; init; }

    public string? DisplayName { get; init; }

    public string? Key { get; init; }
}

using System;
using System.Collections.Generic;

namespace MailboxImportExport.Graph.Json;

/// <summary>Graph resource servicePrincipal.</summary>
internal sealed record ServicePrincipalJson
{
    public string? Id { get; init; }

    public string? AppId { get; init; }

    public string? DisplayName { get; init; }

    public string? ServicePrincipalType { get; init; }

    public IReadOnlyList<AppRoleJson>? AppRoles { get; init; }

    public IReadOnlyList<PermissionScopeJson>? Oauth2PermissionScopes { get; init; }
}

/// <summary>An application permission that a service offers.</summary>
internal sealed record AppRoleJson
{
    public Guid? Id { get; init; }

    public string? Value { get; init; }

    public string? DisplayName { get; init; }

    public string? Description { get; init; }

    public bool? IsEnabled { get; init; }
}

/// <summary>A delegated permission that a service offers.</summary>
internal sealed record PermissionScopeJson
{
    public Guid? Id { get; init; }

    public string? Value { get; init; }

    public string? Type { get; init; }

    public string? AdminConsentDisplayName { get; init; }

    public string? AdminConsentDescription { get; init; }

    public bool? IsEnabled { get; init; }
}

using System;

namespace MailboxImportExport.Graph.Json;

/// <summary>Graph resource appRoleAssignment.</summary>
internal sealed record RoleAssignmentJson
{
    public string? PrincipalId { get; init; }

    public string? ResourceId { get; init; }

    public Guid? AppRoleId { get; init; }
}

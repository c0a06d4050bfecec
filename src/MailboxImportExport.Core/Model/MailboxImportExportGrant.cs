using System;

namespace MailboxImportExport.Model;

/// <summary>A permission that an application or a managed identity was given.</summary>
public sealed record MailboxImportExportGrant
{
    /// <summary>Name of the application or the managed identity.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Application (client) id.</summary>
    public required string ClientId { get; init; }

    /// <summary>Object id of the service principal (the enterprise application), which Exchange asks for too.</summary>
    public required string ServicePrincipalId { get; init; }

    /// <summary>The application permission.</summary>
    public required string Permission { get; init; }

    /// <summary>Id of the application role, as the tenant has it.</summary>
    public required Guid RoleId { get; init; }

    /// <summary>Whether it was there before.</summary>
    public bool WasGranted { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Permission} for {DisplayName}";
}

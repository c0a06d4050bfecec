namespace MailboxImportExport.Model;

/// <summary>An application that was registered for the module.</summary>
public sealed record MailboxImportExportApp
{
    /// <summary>Its name.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Application (client) id, for Connect-MailboxImportExport.</summary>
    public required string ClientId { get; init; }

    /// <summary>Tenant, for Connect-MailboxImportExport.</summary>
    public string? TenantId { get; init; }

    /// <summary>Object id of the registration.</summary>
    public required string ApplicationObjectId { get; init; }

    /// <summary>Object id of the service principal (the enterprise application), which Exchange asks for.</summary>
    public required string ServicePrincipalId { get; init; }

    /// <summary>Permissions that were consented to.</summary>
    public TextList Permissions { get; init; } = TextList.Empty;

    /// <summary>Thumbprint of the certificate that was uploaded, or null.</summary>
    public string? CertificateThumbprint { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{DisplayName} ({ClientId})";
}

namespace MailboxImportExport.Model;

/// <summary>A call of the mailbox import and export API in one of its versions.</summary>
public sealed record MailboxImportExportMethod
{
    /// <summary>What it does.</summary>
    public required string Name { get; init; }

    /// <summary><c>v1.0</c> or <c>beta</c>.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>HTTP method.</summary>
    public required string HttpMethod { get; init; }

    /// <summary>Path below the version; for an import the link of the session.</summary>
    public required string Path { get; init; }

    /// <summary>Least privileged delegated permission; null when the link is enough.</summary>
    public string? DelegatedPermission { get; init; }

    /// <summary>Least privileged application permission; null when the link is enough.</summary>
    public string? ApplicationPermission { get; init; }

    /// <summary>Higher application permissions that are accepted too.</summary>
    public TextList HigherPermissions { get; init; } = TextList.Empty;

    /// <summary>What is peculiar to this version, or null.</summary>
    public string? Note { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{HttpMethod} /{ApiVersion}{Path}";
}

using System.Collections.Generic;

namespace MailboxImportExport.Access;

/// <summary>A call of the service and what it needs.</summary>
/// <param name="Name">What it does.</param>
/// <param name="HttpMethod">HTTP method.</param>
/// <param name="Path">Path below the version.</param>
/// <param name="Permission">Least privileged application permission; null for none.</param>
/// <param name="Higher">Higher application permissions that are accepted too.</param>
internal sealed record ServiceMethod(string Name, string HttpMethod, string Path, string? Permission, IReadOnlyList<string> Higher)
{
    /// <summary>What is peculiar to v1.0, or null.</summary>
    public string? NoteOnV1 { get; init; }

    /// <summary>What is peculiar to beta, or null.</summary>
    public string? NoteOnBeta { get; init; }
}

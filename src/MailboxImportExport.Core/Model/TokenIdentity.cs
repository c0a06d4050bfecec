using System;
using System.Collections.Generic;

namespace MailboxImportExport.Model;

/// <summary>Whom a token speaks for, as its claims say. Nothing is decided from it: permissions scoped in Exchange are not in a token.</summary>
internal sealed record TokenIdentity
{
    public static TokenIdentity Unknown { get; } = new();

    public string? TenantId { get; init; }

    public string? ClientId { get; init; }

    public string? AppName { get; init; }

    public string? UserName { get; init; }

    public bool IsApplication { get; init; } = true;

    public IReadOnlyList<string> Roles { get; init; } = Array.Empty<string>();

    public IReadOnlyList<string> Scopes { get; init; } = Array.Empty<string>();

    public string? Account => UserName ?? AppName ?? ClientId;
}

using System;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>A secret of an application and when it ends.</summary>
internal sealed record ClientSecret(string Value, DateTimeOffset Expires)
{
    public Guid KeyId { get; init; } = Guid.NewGuid();

    public string? DisplayName { get; init; }
}

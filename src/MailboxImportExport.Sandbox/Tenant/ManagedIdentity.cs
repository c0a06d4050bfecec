using System;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>An identity that the host gives to what runs on it.</summary>
internal sealed class ManagedIdentity(Guid clientId, Guid objectId, string name) : ServicePrincipal(clientId, objectId, name)
{
    /// <summary>A host has at most one identity of its own; further ones are assigned to it and asked for by id.</summary>
    public bool IsSystemAssigned { get; init; }

    /// <summary>The Azure resource id by which an assigned identity can be asked for.</summary>
    public string ResourceId { get; init; } = string.Empty;
}

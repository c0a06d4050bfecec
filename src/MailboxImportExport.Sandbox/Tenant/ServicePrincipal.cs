using System;
using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>Somebody who is no user and can get a token for itself: an application or a managed identity.</summary>
internal abstract class ServicePrincipal(Guid clientId, Guid objectId, string name)
{
    public Guid ClientId => clientId;

    public Guid ObjectId => objectId;

    public string Name { get; set; } = name;

    public DateTimeOffset Created { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>The application roles of Microsoft Graph that an administrator has consented to: they stand in the token.</summary>
    public IReadOnlyList<string> Roles { get; set; } = [];

    /// <summary>Rights given inside Exchange, limited to some mailboxes: they stand in no token.</summary>
    public IReadOnlyList<ExchangeRoleAssignment> ExchangeRoles { get; set; } = [];
}

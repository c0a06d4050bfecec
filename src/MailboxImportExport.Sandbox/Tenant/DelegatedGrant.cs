using System;
using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>A consent: what an application may do for one user, or for all of them.</summary>
internal sealed record DelegatedGrant(string Id, Guid? UserId, IReadOnlyList<string> Scopes)
{
    public bool IsFor(SandboxUser user) => UserId is null || UserId == user.ObjectId;
}

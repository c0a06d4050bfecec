using System;
using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>What an application says it needs of a service; it is no grant.</summary>
internal sealed record RequiredAccess(Guid ResourceAppId, IReadOnlyList<RequiredPermission> ResourceAccess);

/// <summary>One permission that an application needs: a <c>Role</c> or a <c>Scope</c>.</summary>
internal sealed record RequiredPermission(Guid Id, string Type);

using System;

namespace MailboxImportExport.Graph.Directory;

/// <summary>A permission that Microsoft Graph offers in a tenant.</summary>
/// <param name="Id">Id of the application role or the delegated scope.</param>
/// <param name="DisplayName">What consent pages call it.</param>
/// <param name="Description">What consent pages say about it.</param>
/// <param name="NeedsAdministrator">Whether only an administrator can consent to it.</param>
internal sealed record OfferedPermission(Guid Id, string? DisplayName, string? Description, bool NeedsAdministrator);

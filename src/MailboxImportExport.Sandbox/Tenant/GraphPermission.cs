using System;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>A permission that Microsoft Graph offers, to applications or on behalf of users.</summary>
/// <param name="Value">Its name, such as <c>MailboxItem.Export.All</c>.</param>
/// <param name="Id">The id by which it is granted.</param>
/// <param name="IsForApplications">Whether it is an application role, or a delegated scope.</param>
/// <param name="NeedsAdministrator">Whether only an administrator can consent to it.</param>
internal sealed record GraphPermission(string Value, Guid Id, bool IsForApplications, bool NeedsAdministrator);

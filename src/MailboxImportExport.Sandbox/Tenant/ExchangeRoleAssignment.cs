using System;
using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>An application role of Exchange, such as <c>Application MailboxItem.Export</c>, on the mailboxes in its scope.</summary>
/// <param name="Role">The name of the role.</param>
/// <param name="Mailboxes">The mailboxes it holds for, by their GUIDs.</param>
internal sealed record ExchangeRoleAssignment(string Role, IReadOnlySet<Guid> Mailboxes);

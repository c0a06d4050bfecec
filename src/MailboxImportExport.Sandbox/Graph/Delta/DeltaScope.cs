using System;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Delta;

/// <summary>The collection whose changes a token speaks of. A token is good for that one only, and on the version it was given out by.</summary>
internal sealed record DeltaScope(string Version, DeltaCollection Collection, Guid Mailbox, EntryId Folder);

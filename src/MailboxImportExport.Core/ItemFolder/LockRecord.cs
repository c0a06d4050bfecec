using System;

namespace MailboxImportExport.ItemFolder;

/// <summary>Who is writing to an export folder.</summary>
internal sealed record LockRecord(int ProcessId, DateTimeOffset Started);

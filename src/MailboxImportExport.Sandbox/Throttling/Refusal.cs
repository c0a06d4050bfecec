using System;

namespace MailboxImportExport.Sandbox.Throttling;

/// <summary>A call that is over a limit, and when it may come back.</summary>
internal sealed record Refusal(LimitKind Limit, TimeSpan Pause);

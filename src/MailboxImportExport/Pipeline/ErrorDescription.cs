using System.Management.Automation;

namespace MailboxImportExport.Pipeline;

/// <summary>How an exception is shown, as plain values that a test can read.</summary>
internal sealed record ErrorDescription(string Id, ErrorCategory Category, object? Target);

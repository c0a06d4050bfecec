namespace MailboxImportExport.Sandbox.Shell;

/// <summary>One thing that a script wrote, in the order in which it was written over all streams.</summary>
/// <param name="Stream">Where it was written to.</param>
/// <param name="Value">The output object, which may be null, or the record of the other streams.</param>
internal sealed record ShellRecord(ShellStream Stream, object? Value);

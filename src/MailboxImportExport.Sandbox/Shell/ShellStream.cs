namespace MailboxImportExport.Sandbox.Shell;

/// <summary>The streams of a PowerShell pipeline.</summary>
internal enum ShellStream
{
    Output,
    Error,
    Warning,
    Verbose,
    Debug,
    Information,
    Progress,
}

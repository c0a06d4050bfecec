namespace MailboxImportExport.Sandbox.Shell;

/// <summary>What a prompt asks for.</summary>
internal enum ShellPromptKind
{
    Line,
    SecureLine,
    Fields,
    Choice,
    Credential,
}

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>A folder as it is between two changes.</summary>
internal sealed record FolderVersion(SandboxFolder? Parent, NewFolder Definition, long Change);

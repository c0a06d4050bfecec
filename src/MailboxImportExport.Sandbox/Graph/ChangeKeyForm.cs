namespace MailboxImportExport.Sandbox.Graph;

/// <summary>The forms in which the service writes the same change key.</summary>
internal enum ChangeKeyForm
{
    Any,
    Listed,
    Imported,
}

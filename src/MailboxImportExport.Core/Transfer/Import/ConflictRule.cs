namespace MailboxImportExport.Transfer.Import;

/// <summary>What is done with an item that the target has.</summary>
internal enum ConflictRule
{
    Skip,
    Copy,
    Replace,
}

namespace MailboxImportExport.Tests.ItemFolder;

/// <summary>What a drive is asked to do with a file.</summary>
internal enum DriveStep
{
    Create,
    WriteFile,
    OpenLines,
    WriteLine,
    Rename,
}

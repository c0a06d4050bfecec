namespace MailboxImportExport.Sandbox.Graph.Delta;

/// <summary>What a delta call tells the changes of.</summary>
internal enum DeltaCollection
{
    Folders,
    ChildFolders,
    Items,
}

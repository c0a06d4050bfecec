namespace MailboxImportExport.Sandbox.Http;

/// <summary>What a request does.</summary>
internal enum CallKind
{
    Unknown,
    Token,
    DeviceCode,
    Authorize,
    ManagedIdentityToken,
    Batch,
    GetSettings,
    ReadDirectory,
    WriteDirectory,
    ListFolders,
    GetFolder,
    ListChildFolders,
    CreateFolder,
    UpdateFolder,
    DeleteFolder,
    FolderDelta,
    ListItems,
    GetItem,
    ItemDelta,
    DeleteItem,
    ExportItems,
    CreateImportSession,
    ImportItem,
}

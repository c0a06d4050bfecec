namespace MailboxImportExport.Sandbox.Graph;

/// <summary>The forms in which the deletion of a folder can be written.</summary>
internal enum FolderDeleteForm
{
    Any,

    /// <summary>DELETE …/folders/{id}.</summary>
    Plain,

    /// <summary>DELETE …/folders/{id}/$ref.</summary>
    Reference,
}

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>What a system folder is to the store, whatever its name: archives have such folders, too, but no well-known names for them.</summary>
internal enum FolderRole
{
    None,

    /// <summary>Where deleted folders go that can still be seen.</summary>
    DeletedItems,

    /// <summary>Where items go when they are deleted softly.</summary>
    Deletions,

    /// <summary>Where items go when they are deleted from there.</summary>
    Purges,
}

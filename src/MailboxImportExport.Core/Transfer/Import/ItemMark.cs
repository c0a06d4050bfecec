namespace MailboxImportExport.Transfer.Import;

/// <summary>For what an item of a target folder has answered.</summary>
internal enum ItemMark : byte
{
    Free,

    /// <summary>Known to be the result of another import, or a source.</summary>
    Accounted,

    /// <summary>The same, and the item that it stands for is gone from the source.</summary>
    Moved,

    /// <summary>It answers for an item of this run.</summary>
    Taken,
}

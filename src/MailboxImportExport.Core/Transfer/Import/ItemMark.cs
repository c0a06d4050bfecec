namespace MailboxImportExport.Transfer.Import;

/// <summary>For what an item of a target folder has answered.</summary>
internal enum ItemMark : byte
{
    Free,

    /// <summary>Known to be the result of another import, or a source.</summary>
    Accounted,

    /// <summary>It answers for an item of this run.</summary>
    Taken,
}

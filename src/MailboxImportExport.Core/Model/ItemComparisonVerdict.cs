namespace MailboxImportExport.Model;

/// <summary>How two exported items compare.</summary>
public enum ItemComparisonVerdict
{
    /// <summary>They hold the same.</summary>
    Equal,

    /// <summary>They differ only in what the service sets by itself: times of change, ids, sizes, its own build.</summary>
    ChangedByServer,

    /// <summary>They differ in content, or one of them could not be read completely.</summary>
    Different,
}

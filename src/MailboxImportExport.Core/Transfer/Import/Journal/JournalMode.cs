namespace MailboxImportExport.Transfer.Import.Journal;

/// <summary>What a run does with items that the target has, as a journal names it.</summary>
internal static class JournalMode
{
    public const string Skip = "skip";

    public const string Copy = "copy";

    public const string Replace = "replace";

    public static string Of(ConflictRule rule) => rule switch
    {
        ConflictRule.Copy => Copy,
        ConflictRule.Replace => Replace,
        _ => Skip,
    };
}

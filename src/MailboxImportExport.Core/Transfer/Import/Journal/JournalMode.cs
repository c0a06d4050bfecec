namespace MailboxImportExport.Transfer.Import.Journal;

/// <summary>What a run does with items that the target has, as a journal names it.</summary>
internal static class JournalMode
{
    public const string Skip = "skip";

    public const string Copy = "copy";

    public const string Replace = "replace";

    /// <summary>The source items are removed when the target has them.</summary>
    public const string Move = "move";

    /// <summary>The same, and each is imported although the target has it.</summary>
    public const string MoveCopies = "moveCopies";

    public static string Of(ConflictRule rule) => rule switch
    {
        ConflictRule.Copy => Copy,
        ConflictRule.Replace => Replace,
        _ => Skip,
    };

    public static string OfCopy(bool makesCopies, bool moves) => moves
        ? makesCopies ? MoveCopies : Move
        : makesCopies ? Copy : Skip;

    public static bool MakesCopies(string? mode) => mode is Copy or MoveCopies;

    public static bool Moves(string? mode) => mode is Move or MoveCopies;
}

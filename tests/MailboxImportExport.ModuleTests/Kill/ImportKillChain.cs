namespace MailboxImportExport.ModuleTests.Kill;

/// <summary>An import that is killed several times in a row, and what is the same for all of them.</summary>
/// <param name="Number">From 0.</param>
internal sealed record ImportKillChain(int Number)
{
    /// <summary>Kills in a chain.</summary>
    public const int Length = 4;

    // The last few items of an import; as many as may be on their way at once.
    private const int End = 4;

    /// <summary>Whether everything is imported once more.</summary>
    public bool MakesCopies => Number % 2 == 1;

    /// <summary>Whether the service keeps creation times.</summary>
    public bool KeepsCreation => (Number + (Number / 2)) % 2 == 1;

    /// <summary>Whether the next run begins at once, and what the dead one has sent comes to show while it is at work.</summary>
    public bool ShowsLate => (Number + (Number / 4)) % 2 == 1;

    public override string ToString()
        => $"{(MakesCopies ? "Copy" : "Skip")}, creation {(KeepsCreation ? "kept" : "set")}{(ShowsLate ? ", shown late" : string.Empty)}";

    /// <summary>Chooses the moment of a kill.</summary>
    /// <param name="kill">Which of the chain, from 0.</param>
    /// <param name="left">Items that the target lacks.</param>
    /// <param name="random">Where in the middle.</param>
    public ImportMoment Choose(int kill, int left, System.Random random)
    {
        bool isEven = Number % 2 == 0;
        int middle = random.Next(1, (left / (Length - kill + 1)) + 1);

        // What is on its way comes as well: of the last few, one is left for the next kill.
        int last = ShowsLate ? middle : left - End - random.Next(End);
        return kill switch
        {
            0 => new ImportMoment(isEven ? ImportEvent.Requested : ImportEvent.Answered, middle),
            1 => new ImportMoment(isEven ? ImportEvent.HalfWritten : ImportEvent.Written, 2 * middle),
            2 => new ImportMoment(isEven ? ImportEvent.Answered : ImportEvent.Requested, last),

            // After the end of a run the next one makes copies anew, which is no matter of kills. One that is in doubt about what it has found
            // writes no end, as it may be where the time of creation is kept and all is there at once.
            _ when Number % 4 == 0 => new ImportMoment(ImportEvent.Ended, 1),
            _ when Number % 4 == 1 && ShowsLate => new ImportMoment(ImportEvent.HalfEnded, 1),

            // The very last one.
            _ => new ImportMoment(isEven ? ImportEvent.Requested : ImportEvent.Answered, ShowsLate ? middle : left),
        };
    }
}

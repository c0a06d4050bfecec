namespace MailboxImportExport.Transfer.Import.Journal;

/// <summary>A run as a journal knows it.</summary>
internal sealed class JournaledRun(string id)
{
    public string Id => id;

    /// <summary>Whether it imports although the target has the items.</summary>
    public bool MakesCopies { get; set; }

    /// <summary>Whether it replaces what the target has.</summary>
    public bool Replaces { get; set; }

    /// <summary>Whether it is being carried out by this process.</summary>
    public bool IsLive { get; set; }

    /// <summary>Whether it did all that it was asked for; a run that was killed did not.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Whether an import of the same items with -ConflictAction Copy goes on where it stopped.</summary>
    public bool IsUnfinishedCopy => MakesCopies && IsUnfinished;

    /// <summary>The same for -ConflictAction Replace.</summary>
    public bool IsUnfinishedReplacement => Replaces && IsUnfinished;

    private bool IsUnfinished => !IsWhole && !IsLive;
}

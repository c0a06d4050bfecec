using System;

namespace MailboxImportExport.Transfer.Import.Journal;

/// <summary>A run as a journal knows it.</summary>
internal sealed class JournaledRun(string id)
{
    private long _began;
    private long _ended;

    public string Id => id;

    /// <summary>Whether it imports although the target has the items.</summary>
    public bool MakesCopies { get; set; }

    /// <summary>Whether it replaces what the target has.</summary>
    public bool Replaces { get; set; }

    /// <summary>Whether it removes the source items when the target has them.</summary>
    public bool MovesSources { get; set; }

    /// <summary>Whether it did all that it was asked for; a run that was killed did not.</summary>
    public bool IsWhole { get; set; }

    /// <summary>The time of its last record.</summary>
    public DateTimeOffset Last { get; set; }

    /// <summary>Whether it is being carried out by this process.</summary>
    public bool IsLive => _began > 0 && _ended == 0;

    /// <summary>Whether an import of the same items with -ConflictAction Copy goes on where it stopped.</summary>
    public bool IsUnfinishedCopy => MakesCopies && IsUnfinished;

    /// <summary>The same for -ConflictAction Replace.</summary>
    public bool IsUnfinishedReplacement => Replaces && IsUnfinished;

    private bool IsUnfinished => !IsWhole && !IsLive;

    /// <summary>This process carries it out from now on.</summary>
    /// <param name="moment">The place of this moment among all of the journal; never 0.</param>
    public void Begin(long moment) => _began = moment;

    /// <summary>It is over.</summary>
    public void End(long moment) => _ended = _ended == 0 ? moment : _ended;

    /// <summary>Whether it was at work beside another, which may have looked at the target before this one had written there.</summary>
    public bool WasBeside(JournaledRun other) => other != this && _began > 0 && (_ended == 0 || _ended > other._began);
}

using System;
using System.Collections.Generic;

namespace MailboxImportExport.Model;

/// <summary>The account of one mailbox in a run. Requested = Done + Skipped + Gone + FailedCount + Pending.</summary>
public sealed record MailboxTransferSummary
{
    /// <summary>The command that ran.</summary>
    public required string Command { get; init; }

    /// <summary>The mailbox that items were taken from or put into.</summary>
    public required string MailboxId { get; init; }

    /// <summary>What the mailbox was asked for by.</summary>
    public required string Mailbox { get; init; }

    /// <summary>Whether the run did all that it was asked for.</summary>
    public TransferVerdict Verdict { get; init; }

    /// <summary>Items that the run was to transfer.</summary>
    public long Requested { get; init; }

    /// <summary>Items that were transferred.</summary>
    public long Done { get; init; }

    /// <summary>Items that a visible rule made unnecessary, for example because the same version was already there, or because the run was given them twice.</summary>
    public long Skipped { get; init; }

    /// <summary>Items that were no longer there at a second look.</summary>
    public long Gone { get; init; }

    /// <summary>Imported items, counted in <see cref="Done"/>, beside which the target has another version: same search key, but another class, subject or time.</summary>
    public long Conflicts { get; init; }

    /// <summary>Those items; the first thousand of them.</summary>
    public IReadOnlyList<ImportedMailboxItem> ConflictItems { get; init; } = Array.Empty<ImportedMailboxItem>();

    /// <summary>Imported items, counted in <see cref="Done"/>, that took the place of one in the target.</summary>
    public long Replaced { get; init; }

    /// <summary>The export folder with the versions that were replaced, or null.</summary>
    public string? ReplacedPath { get; init; }

    /// <summary>Items that ended with an error of their own.</summary>
    public long FailedCount { get; init; }

    /// <summary>Those items, each with its error; the first ten thousand of them. Pipe them to Export-MailboxItem to try once more.</summary>
    public IReadOnlyList<FailedMailboxItem> Failed { get; init; } = Array.Empty<FailedMailboxItem>();

    /// <summary>Items that were not reached.</summary>
    public long Pending { get; init; }

    /// <summary>Items that a move has removed from the source, after their copies were proven.</summary>
    public long Removed { get; init; }

    /// <summary>Items that a move has left in the source although the target has them: changed meanwhile, not proven, or not removable, each with an error that says why; or not reached before the run ended.</summary>
    public long Kept { get; init; }

    /// <summary>Bytes of content that were transferred.</summary>
    public long Bytes { get; init; }

    /// <summary>When the work on the mailbox began, UTC.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Bytes of content in a second, over the whole duration.</summary>
    public long BytesPerSecond => Duration > TimeSpan.Zero ? (long)(Bytes / Duration.TotalSeconds) : 0;

    /// <summary>
    /// How much of <see cref="Duration"/> calls to the mailbox had to wait: because the service asked for it, or because the requests or the
    /// upload bytes that it allows were used up. Runs side by side for the same mailbox wait together.
    /// </summary>
    public TimeSpan Throttled { get; init; }

    /// <summary>Calls at once that the mailbox took at the end, 1 to 4.</summary>
    public int LearnedLanes { get; init; }

    /// <summary>The fewest calls at once, after the service had asked to slow down.</summary>
    public int LowestLanes { get; init; }

    /// <summary>Calls at once of the application over all its mailboxes, at the end.</summary>
    public int LearnedCeiling { get; init; }

    /// <summary>Why the verdict is partial; empty when it is complete.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = Array.Empty<string>();

    /// <summary>What was done about each folder, those that were left out included.</summary>
    public IReadOnlyList<FolderCoverage> Folders { get; init; } = Array.Empty<FolderCoverage>();

    /// <inheritdoc/>
    public override string ToString() => $"{Mailbox}: {Verdict}, {Done} of {Requested}";
}

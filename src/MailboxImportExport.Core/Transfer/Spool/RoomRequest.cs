using System;

namespace MailboxImportExport.Transfer.Spool;

/// <summary>The room that a run wants before its next call.</summary>
/// <param name="Free">Bytes of the spool that have to be free.</param>
/// <param name="Limit">The spool limit of the run.</param>
internal sealed record RoomRequest(long Free, long Limit)
{
    /// <summary>Whether any room will do when nobody is going to make more.</summary>
    public bool TakesLess { get; init; }

    /// <summary>The run that waits: content that it has given out names it as well.</summary>
    public object? Owner { get; init; }

    /// <summary>Why the command that took what was exported takes no more, or null.</summary>
    public Func<Exception?> Refusal { get; init; } = static () => null;
}

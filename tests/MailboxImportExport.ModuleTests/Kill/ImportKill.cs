using System.Collections.Generic;

namespace MailboxImportExport.ModuleTests.Kill;

/// <summary>One kill of an import, and the same line after it.</summary>
internal sealed record ImportKill
{
    public required string Name { get; init; }

    public required ImportEvent Event { get; init; }

    /// <summary>Whether the process died by it, and not by anything else.</summary>
    public required bool WasKilled { get; init; }

    /// <summary>Items that were on their way.</summary>
    public required int OpenIntents { get; init; }

    /// <summary>What the run after it wrote.</summary>
    public required string Result { get; init; }

    /// <summary>What the mailbox has too often or in the wrong place, right after the kill or after the next run.</summary>
    public required IReadOnlyList<string> Surplus { get; init; }

    /// <summary>What the mailbox lacks after the next run.</summary>
    public required IReadOnlyList<string> Missing { get; init; }
}

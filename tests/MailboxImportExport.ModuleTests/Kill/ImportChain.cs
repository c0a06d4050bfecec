using System.Collections.Generic;

namespace MailboxImportExport.ModuleTests.Kill;

/// <summary>One import that was killed several times and run again each time, until it came to its end.</summary>
internal sealed record ImportChain
{
    public required string Name { get; init; }

    public required IReadOnlyList<ImportMoment> Moments { get; init; }

    /// <summary>Of each kill: whether the process died by it.</summary>
    public required IReadOnlyList<bool> WereKilled { get; init; }

    /// <summary>Of each kill: items that were on their way.</summary>
    public required IReadOnlyList<int> OpenIntents { get; init; }

    /// <summary>What the last run wrote.</summary>
    public required string Result { get; init; }

    /// <summary>Items that the target has too often, after any of the runs.</summary>
    public required IReadOnlyList<string> Duplicates { get; init; }

    /// <summary>Items that the target lacks at the end.</summary>
    public required IReadOnlyList<string> Missing { get; init; }
}

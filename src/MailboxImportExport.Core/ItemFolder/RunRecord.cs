using System;

namespace MailboxImportExport.ItemFolder;

/// <summary>One line of <c>runs.jsonl</c>. The records of a run that has a start and no end are checked against their files.</summary>
internal sealed record RunRecord
{
    public required string Run { get; init; }

    /// <summary>Bytes of the manifest when the run began; null in the line that ends a run.</summary>
    public long? ManifestLength { get; init; }

    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Ended { get; init; }
}

namespace MailboxImportExport.Benchmarks.Measuring;

/// <summary>What a process of its own is to measure.</summary>
/// <param name="Work">What it does.</param>
/// <param name="Uri">The sandbox; empty when there is none.</param>
internal sealed record ChildRequest(ChildWork Work, string Uri)
{
    /// <summary>Another sandbox, to get warm at.</summary>
    public string? WarmUri { get; init; }

    /// <summary>A folder of the mailbox.</summary>
    public string? Folder { get; init; }

    /// <summary>What is written or read.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>The same, while getting warm.</summary>
    public string WarmPath { get; init; } = string.Empty;

    public string? Script { get; init; }

    public string? WarmScript { get; init; }

    /// <summary>How often it is done; each time with another path, if one is written.</summary>
    public int Times { get; init; } = 1;

    /// <summary>How many items, or mailboxes.</summary>
    public int Count { get; init; }
}

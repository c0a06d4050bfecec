using System;
using System.Collections.Generic;

namespace MailboxImportExport.Model;

/// <summary>What a mailbox holds, and how long it takes at least to move it.</summary>
public sealed record MailboxContentMeasure
{
    /// <summary>What the user calls the mailbox.</summary>
    public required string Mailbox { get; init; }

    /// <summary>The mailbox.</summary>
    public required string MailboxId { get; init; }

    /// <summary>Whether it is an archive.</summary>
    public bool IsArchive { get; init; }

    /// <summary>Folders that were listed.</summary>
    public int Folders { get; init; }

    /// <summary>Items in them.</summary>
    public long Items { get; init; }

    /// <summary>Size of the items in bytes: as the service reports it, or corrected by a sample (<see cref="Certainty"/>).</summary>
    public long Bytes { get; init; }

    /// <summary>Size of the items in bytes as the service reports it.</summary>
    public long ReportedBytes { get; init; }

    /// <summary>How sure <see cref="Bytes"/> is.</summary>
    public MailboxSizeCertainty Certainty { get; init; }

    /// <summary>Items that were exported to measure them.</summary>
    public int SampledItems { get; init; }

    /// <summary>What the sampled items took, divided by what the service reported of them; null without a sample.</summary>
    public double? SampleFactor { get; init; }

    /// <summary>The largest item in bytes, as the service reports it.</summary>
    public long LargestItem { get; init; }

    /// <summary>The parts by folder, the largest first.</summary>
    public IReadOnlyList<MailboxContentShare> ByFolder { get; init; } = [];

    /// <summary>The parts by message class, the largest first.</summary>
    public IReadOnlyList<MailboxContentShare> ByClass { get; init; } = [];

    /// <summary>The parts by the year of the time of the items (UTC), the oldest first.</summary>
    public IReadOnlyList<MailboxContentShare> ByYear { get; init; } = [];

    /// <summary>The time that an export takes at least under the limits of the service.</summary>
    public TimeSpan ExportTime { get; init; }

    /// <summary>The limit that decides <see cref="ExportTime"/>.</summary>
    public MailboxTransferLimit ExportLimit { get; init; }

    /// <summary>The time that an import of everything into one mailbox takes at least under the limits of the service.</summary>
    public TimeSpan ImportTime { get; init; }

    /// <summary>The limit that decides <see cref="ImportTime"/>.</summary>
    public MailboxTransferLimit ImportLimit { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Mailbox}: {Items}";
}

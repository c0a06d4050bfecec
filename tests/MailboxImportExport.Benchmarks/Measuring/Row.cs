using System.Globalization;

namespace MailboxImportExport.Benchmarks.Measuring;

/// <summary>One line of the table: two figures, how they compare, and how they should.</summary>
internal sealed record Row
{
    /// <summary>The part of the comparison that measures it.</summary>
    public required string Part { get; init; }

    /// <summary>What was measured.</summary>
    public required string Name { get; init; }

    /// <summary>What the figures count.</summary>
    public required string Unit { get; init; }

    /// <summary>The figure of the module.</summary>
    public required double Ours { get; init; }

    /// <summary>The figure it is compared with; null when the target is a figure in itself.</summary>
    public double? Rival { get; init; }

    /// <summary>What is held against the target.</summary>
    public required double Ratio { get; init; }

    /// <summary>The target, for readers.</summary>
    public string Target => AtLeast is not null && AtMost is not null
        ? string.Create(CultureInfo.InvariantCulture, $"{AtLeast:0.##} to {AtMost:0.##}")
        : string.Create(CultureInfo.InvariantCulture, $"{(AtMost is null ? "≥" : "≤")} {AtMost ?? AtLeast:0.##}");

    /// <summary>The least that is good enough.</summary>
    public double? AtLeast { get; init; }

    /// <summary>The most that is good enough.</summary>
    public double? AtMost { get; init; }

    /// <summary>Whether the target is met; null when the sandbox took too much of the machine for the row to say anything.</summary>
    public bool? Met => SandboxCpuShare > LargestShare ? null : (AtLeast is null || Ratio >= AtLeast) && (AtMost is null || Ratio <= AtMost);

    /// <summary>How much of all cores the sandbox took meanwhile; null when that cannot matter.</summary>
    public double? SandboxCpuShare { get; init; }

    /// <summary>When it was measured.</summary>
    public string Date { get; init; } = string.Empty;

    /// <summary>What a reader has to know besides.</summary>
    public string? Note { get; init; }

    private const double LargestShare = 0.5;
}

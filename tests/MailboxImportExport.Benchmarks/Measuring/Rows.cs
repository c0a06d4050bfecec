using System;
using System.Collections.Generic;
using System.Linq;

namespace MailboxImportExport.Benchmarks.Measuring;

/// <summary>Makes rows of readings.</summary>
internal sealed class Rows(string part)
{
    private const double Thousand = 1000;

    /// <summary>How much faster or slower one is than another.</summary>
    public Row Throughput(string name, IReadOnlyList<Reading> ours, IReadOnlyList<Reading> rival, double atLeast, string? note = null) => new()
    {
        Part = part,
        Name = name,
        Unit = "items/s",
        Ours = Median.Of(ours, static r => r.ItemsPerSecond),
        Rival = Median.Of(rival, static r => r.ItemsPerSecond),
        Ratio = Median.Ratio(ours, rival, static r => r.ItemsPerSecond),
        AtLeast = atLeast,
        SandboxCpuShare = Share(ours, rival),
        Note = note,
    };

    /// <summary>How much more CPU one takes than another.</summary>
    public Row Cpu(string name, IReadOnlyList<Reading> ours, IReadOnlyList<Reading> rival, double atMost, string? note = null) => new()
    {
        Part = part,
        Name = name,
        Unit = "ms of CPU an item",
        Ours = Thousand * Median.Of(ours, static r => r.CpuPerItem),
        Rival = Thousand * Median.Of(rival, static r => r.CpuPerItem),
        Ratio = Median.Ratio(ours, rival, static r => r.CpuPerItem),
        AtMost = atMost,
        SandboxCpuShare = Share(ours, rival),
        Note = note,
    };

    /// <summary>A figure that is not to be larger.</summary>
    public Row AtMost(string name, string unit, double value, double atMost, string? note = null)
        => new() { Part = part, Name = name, Unit = unit, Ours = value, Ratio = value, AtMost = atMost, Note = note };

    /// <summary>A figure that is not to be smaller.</summary>
    public Row AtLeast(string name, string unit, double value, double atLeast, string? note = null)
        => new() { Part = part, Name = name, Unit = unit, Ours = value, Ratio = value, AtLeast = atLeast, Note = note };

    /// <summary>The larger of the shares that the sandbox took while either ran.</summary>
    public static double Share(params IReadOnlyList<Reading>[] readings)
        => Math.Round(readings.Max(static list => Median.Of(list, static r => r.SandboxShare)), 2);
}

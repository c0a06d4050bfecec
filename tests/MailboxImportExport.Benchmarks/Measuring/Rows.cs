using System;
using System.Collections.Generic;
using System.Linq;

namespace MailboxImportExport.Benchmarks.Measuring;

/// <summary>Makes rows of readings.</summary>
internal sealed class Rows(string part)
{
    private const double Thousand = 1000;

    /// <summary>How much faster or slower one is than another.</summary>
    public Row Throughput(string name, IReadOnlyList<Reading> ours, IReadOnlyList<Reading> rival, double atLeast, string? note = null, Measure? measure = null) => new()
    {
        Part = part,
        Name = name,
        Unit = $"{(measure ?? Measure.Items).Many}/s",
        Ours = Median.Of(ours, static r => r.Throughput),
        Rival = Median.Of(rival, static r => r.Throughput),
        Ratio = Median.Ratio(ours, rival, static r => r.Throughput),
        AtLeast = atLeast,
        SandboxCpuShare = Share(ours, rival),
        Note = note,
    };

    /// <summary>How much more CPU one takes than another.</summary>
    public Row Cpu(string name, IReadOnlyList<Reading> ours, IReadOnlyList<Reading> rival, double atMost, string? note = null, Measure? measure = null) => new()
    {
        Part = part,
        Name = name,
        Unit = $"ms of CPU {(measure ?? Measure.Items).Each}",
        Ours = Thousand * Median.Of(ours, static r => r.CpuOfEach),
        Rival = Thousand * Median.Of(rival, static r => r.CpuOfEach),
        Ratio = Median.Ratio(ours, rival, static r => r.CpuOfEach),
        AtMost = atMost,
        SandboxCpuShare = Share(ours, rival),
        Note = note,
    };

    /// <summary>How much of what is allowed was used.</summary>
    public Row Allowed(string name, IReadOnlyList<Reading> ours, double allowed, double atLeast, string? note = null) => new()
    {
        Part = part,
        Name = name,
        Unit = $"{Measure.Items.Many}/s",
        Ours = Median.Of(ours, static r => r.Throughput),
        Rival = allowed,
        Ratio = Median.Of(ours, static r => r.Throughput) / allowed,
        AtLeast = atLeast,
        SandboxCpuShare = Share(ours),
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

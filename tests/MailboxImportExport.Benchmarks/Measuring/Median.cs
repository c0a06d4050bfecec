using System;
using System.Collections.Generic;
using System.Linq;

namespace MailboxImportExport.Benchmarks.Measuring;

/// <summary>The middle of what several rounds gave.</summary>
internal static class Median
{
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public static double Of(IReadOnlyList<Reading> readings, Func<Reading, double> value) => Of(readings.Select(value));

    /// <summary>The middle of the ratios of the rounds; both of a round ran one after the other.</summary>
    public static double Ratio(IReadOnlyList<Reading> readings, IReadOnlyList<Reading> others, Func<Reading, double> value)
        => Of(readings.Zip(others, (reading, other) => value(reading) / value(other)));
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Benchmarks.ItemStreams;

namespace MailboxImportExport.Benchmarks;

/// <summary>Measures everything that has a target and prints a table.</summary>
internal static class CompareCommand
{
    public static async Task<int> RunAsync()
    {
        List<Measurement> measurements = [];
        measurements.AddRange(ScanAgainstHash.Measure());
        measurements.Add(SmallItems.Measure());
        measurements.Add(await LargeItem.MeasureAsync().ConfigureAwait(false));

        Console.WriteLine($"{"measured",-64} {"value",14} {"target",10}");
        foreach (Measurement measurement in measurements)
        {
            string value = string.Create(CultureInfo.InvariantCulture, $"{measurement.Value:N1} {measurement.Unit}");
            string target = string.Create(CultureInfo.InvariantCulture, $">= {measurement.AtLeast:N1}");
            Console.WriteLine($"{measurement.Name,-64} {value,14} {target,10}{(measurement.IsGood ? string.Empty : "  MISSED")}");
        }

        return measurements.All(static measurement => measurement.IsGood) ? 0 : 1;
    }
}

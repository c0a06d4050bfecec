using System.Collections.Generic;
using MailboxImportExport.Benchmarks.Measuring;

namespace MailboxImportExport.Benchmarks.ItemStreams;

/// <summary>Reading exported items.</summary>
internal sealed class ItemStreamPart : IPart
{
    private readonly Rows _rows = new("streams");

    public string Name => "streams";

    public async IAsyncEnumerable<Row> MeasureAsync(Scale scale)
    {
        List<Measurement> measurements = [.. ScanAgainstHash.Measure(), SmallItems.Measure(), await LargeItem.MeasureAsync().ConfigureAwait(false)];
        foreach (Measurement measurement in measurements)
        {
            yield return _rows.AtLeast(measurement.Name, measurement.Unit, measurement.Value, measurement.AtLeast);
        }
    }
}

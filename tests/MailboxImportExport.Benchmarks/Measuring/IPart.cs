using System.Collections.Generic;

namespace MailboxImportExport.Benchmarks.Measuring;

/// <summary>A group of rows that are measured together and can be measured alone.</summary>
internal interface IPart
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    /// <summary>Measures; gives rows as they are ready.</summary>
    IAsyncEnumerable<Row> MeasureAsync(Scale scale);
}

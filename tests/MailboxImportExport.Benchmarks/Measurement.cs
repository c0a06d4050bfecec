namespace MailboxImportExport.Benchmarks;

/// <summary>A figure and what it has to be.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="AtLeast">The least that is good enough.</param>
internal sealed record Measurement(string Name, double Value, string Unit, double AtLeast);

namespace MailboxImportExport.Benchmarks.Measuring;

/// <summary>What a process of its own has measured.</summary>
/// <param name="Seconds">How long it took, once.</param>
/// <param name="Growth">Bytes by which the process grew at most.</param>
/// <param name="Peak">The most that it was.</param>
/// <param name="Loaded">Files of the module that it has loaded.</param>
internal sealed record ChildAnswer(double Seconds, long Growth, long Peak, string[] Loaded)
{
    private const double Megabyte = 1024 * 1024;

    public double GrowthMegabytes => Growth / Megabyte;

    public double PeakMegabytes => Peak / Megabyte;
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using MailboxImportExport.Sandbox.Http;

namespace MailboxImportExport.Tests.Transfer.Soak;

/// <summary>What came of one soak.</summary>
internal sealed record SoakFigures
{
    public required int Seed { get; init; }

    public required int Items { get; init; }

    /// <summary>Ids that name nothing, asked for among the others.</summary>
    public required int Ghosts { get; init; }

    public required IReadOnlyList<SoakJob> Jobs { get; init; }

    public required long BytesExported { get; init; }

    public required long BytesReceived { get; init; }

    /// <summary>The most calls on one mailbox at the same time.</summary>
    public required int MostAtOnce { get; init; }

    /// <summary>Calls that were refused because too many were under way.</summary>
    public required int TooMany { get; init; }

    public required TimeSpan Time { get; init; }

    public required IReadOnlyDictionary<FaultKind, int> Faults { get; init; }

    public int Calls => Jobs.Sum(static j => j.Calls);

    /// <summary>Which part of the calls met a fault.</summary>
    public double FaultRate => (double)Faults.Values.Sum() / Calls;

    public override string ToString()
    {
        StringBuilder text = new();
        text.AppendLine(FormattableString.Invariant($"seed {Seed}: {Items:N0} items and {Ghosts:N0} ids of nothing in {Time.TotalSeconds:F0} s; {BytesExported:N0} bytes exported, {BytesReceived:N0} received in each target; 0 lost, 0 twice"));
        foreach (SoakJob job in Jobs)
        {
            text.AppendLine(FormattableString.Invariant($"  {job.Name}: {job.Runs} runs, {job.Calls:N0} calls, waited {job.Throttled:hh\\:mm\\:ss} of the clock of the service"));
        }

        text.AppendLine(FormattableString.Invariant($"  {Faults.Values.Sum():N0} faults, {FaultRate:P1} of {Calls:N0} calls; at most {MostAtOnce} calls at once, {TooMany} refused for being too many"));
        foreach ((FaultKind kind, int count) in Faults)
        {
            text.AppendLine(FormattableString.Invariant($"  {kind,-22} {count,6:N0}"));
        }

        return text.ToString();
    }
}

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

    public required int ExportRuns { get; init; }

    public required int ImportRuns { get; init; }

    public required long BytesExported { get; init; }

    public required long BytesReceived { get; init; }

    public required int Calls { get; init; }

    public required TimeSpan Throttled { get; init; }

    public required IReadOnlyDictionary<FaultKind, int> Faults { get; init; }

    public override string ToString()
    {
        StringBuilder text = new();
        text.AppendLine(FormattableString.Invariant($"seed {Seed}: {Items} items and {Ghosts} ids of nothing; {ExportRuns} export runs, {ImportRuns} import runs; {BytesExported:N0} bytes exported, {BytesReceived:N0} received; 0 lost, 0 twice"));
        text.AppendLine(FormattableString.Invariant($"  {Calls:N0} calls, {Faults.Values.Sum():N0} faults; waited {Throttled:hh\\:mm\\:ss} of the clock of the sandbox"));
        foreach ((FaultKind kind, int count) in Faults)
        {
            text.AppendLine(FormattableString.Invariant($"  {kind,-22} {count,6:N0}"));
        }

        return text.ToString();
    }
}

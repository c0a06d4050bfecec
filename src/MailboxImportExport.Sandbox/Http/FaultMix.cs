using System;
using System.Collections.Generic;
using System.Linq;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>Faults that come by chance: the same ones, in the same order of calls, for the same seed.</summary>
/// <param name="Rate">How likely a fault is for a call, from 0 to 1.</param>
/// <param name="Seed">What chance is made from.</param>
/// <param name="Kinds">The faults to choose from; a call gets one that fits it.</param>
internal sealed record FaultMix(double Rate, int Seed, IReadOnlyList<FaultKind> Kinds)
{
    /// <summary>How likely a fault is for a call of a kind, compared with the others that fit it; all the same when there is none.</summary>
    public Func<CallKind, FaultKind, double>? Weigh { get; init; }

    /// <summary>The fault for a call; null when none fits.</summary>
    /// <param name="call">The call.</param>
    /// <param name="chance">A number from 0 to 1, without 1 itself.</param>
    public FaultKind? Choose(CallContext call, double chance)
    {
        (FaultKind Kind, double Weight)[] fitting
            = [.. Kinds.Where(kind => FaultKinds.Fits(kind, call)).Select(kind => (kind, Weigh?.Invoke(call.Kind, kind) ?? 1)).Where(static kind => kind.Item2 > 0)];
        double left = chance * fitting.Sum(static kind => kind.Weight);
        foreach ((FaultKind kind, double weight) in fitting)
        {
            left -= weight;
            if (left < 0)
            {
                return kind;
            }
        }

        return fitting.Length > 0 ? fitting[^1].Kind : null;
    }
}

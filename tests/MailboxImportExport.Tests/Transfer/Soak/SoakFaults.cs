using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Http;

namespace MailboxImportExport.Tests.Transfer.Soak;

/// <summary>Which faults a soak meets: those that have come too seldom so far rather than others.</summary>
/// <param name="faults">Those of the service.</param>
/// <param name="goal">How often each one is to come at least.</param>
internal sealed class SoakFaults(Faults faults, int goal)
{
    public const double Rate = 0.15;

    /// <summary>Runs of a job, from the first, in which calls are sent to nowhere: of a listing that ends by it the rest is not reached.</summary>
    public const int RunsWithRedirects = 3;

    // As much likelier a fault is that is still missing.
    private const double Missing = 1000;

    /// <summary>Those after which an import has been carried out, and its answer does not tell.</summary>
    public static IReadOnlyList<FaultKind> LostImports { get; }
        = [FaultKind.AnswerLost, FaultKind.CutInBody, FaultKind.TruncatedBody, FaultKind.MalformedBody, FaultKind.StallInBody];

    /// <summary>Those after which an import has not been carried out, and nobody says so.</summary>
    public static IReadOnlyList<FaultKind> UndoneImports { get; } = [FaultKind.GatewayTimeout, FaultKind.CutBeforeAnswer, FaultKind.Stall];

    /// <summary>The faults of a run.</summary>
    /// <param name="seed">What chance is made from.</param>
    /// <param name="run">The number of the run, from 1 on.</param>
    /// <param name="hasGhosts">Whether ids are asked for that name nothing.</param>
    public void Begin(int seed, int run, bool hasGhosts)
        => faults.Mix = new FaultMix(Rate, (seed * 1000) + run, FaultKinds.All) { Weigh = (call, fault) => Weigh(call, fault, run, hasGhosts) };

    /// <summary>Orders those that few calls can have, so that a small soak has them as well.</summary>
    public void OrderRare()
    {
        foreach (FaultKind fault in (FaultKind[])[.. FaultKinds.OddExports, FaultKind.RedirectLoop, FaultKind.RedirectToForeignHost])
        {
            faults.OnNext(CallKind.ExportItems, fault);
        }

        faults.OnNext(CallKind.ListItems, FaultKind.TokenExpired);
    }

    public void End() => faults.Mix = null;

    public IReadOnlyDictionary<FaultKind, int> Counts() => FaultKinds.All.ToDictionary(static kind => kind, faults.Count);

    private double Weigh(CallKind call, FaultKind fault, int run, bool hasGhosts)
    {
        bool isMissing = faults.Count(fault) < goal;
        return fault switch
        {
            FaultKind.RedirectLoop or FaultKind.RedirectToForeignHost when run > RunsWithRedirects => 0,

            // One of a hundred pages that leads nowhere ends a listing: more of them would leave nothing to look at.
            FaultKind.RedirectLoop or FaultKind.RedirectToForeignHost when call != CallKind.ExportItems => 1,
            FaultKind.CapitalizedError when !hasGhosts => 0,

            // Of few calls an id names nothing.
            FaultKind.CapitalizedError when isMissing => Missing * 10,

            // Each takes a lane as long as a client waits for an answer.
            FaultKind.Stall or FaultKind.StallInBody when !isMissing => 0,
            _ => isMissing ? Missing : 1,
        };
    }
}

using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Http;

namespace MailboxImportExport.Tests.Transfer.Soak;

/// <summary>Which faults a soak meets, and how often each has to come for the run to prove something.</summary>
internal static class SoakFaults
{
    public const double Rate = 0.15;

    // Only calls of listings and exports can have them, which are few: an export brings twenty items, an import one.
    private static readonly FaultKind[] Rare =
    [
        FaultKind.RedirectLoop,
        FaultKind.RedirectToForeignHost,
        FaultKind.TokenExpired,

        // Needs an answer with several items.
        .. Enumerable.Repeat(FaultKind.MissingIds, 4),
        .. Enumerable.Repeat(FaultKind.ReversedOrder, 4),

        // Needs an answer in which an item is refused.
        .. Enumerable.Repeat(FaultKind.CapitalizedError, 6),
    ];

    private const int WeightOfRare = 6;

    // A redirect that leads nowhere ends the listing of a mailbox: one of hundreds of pages would never come through while they go on.
    private const int RunsWithRedirects = 20;

    /// <summary>The faults of an export run, which has a number from 1 on.</summary>
    public static FaultMix Export(int seed, int run)
    {
        FaultKind[] kinds = [.. FaultKinds.All.Where(static k => !Rare.Contains(k)), .. Enumerable.Repeat(Rare, WeightOfRare).SelectMany(static k => k)];
        return For(seed, run, kinds);
    }

    /// <summary>The faults of an import run.</summary>
    public static FaultMix Import(int seed, int run) => For(-seed, run, FaultKinds.All);

    public static IReadOnlyDictionary<FaultKind, int> Counts(Faults faults) => FaultKinds.All.ToDictionary(static k => k, faults.Count);

    private static FaultMix For(int seed, int run, IEnumerable<FaultKind> kinds)
        => new(Rate, (seed * 1000) + run, [.. kinds.Where(k => run <= RunsWithRedirects || k is not (FaultKind.RedirectLoop or FaultKind.RedirectToForeignHost))]);
}

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
        FaultKind.MissingIds,
        FaultKind.ReversedOrder,
        FaultKind.TokenExpired,

        // Twice as often: it needs an answer in which an item is refused.
        FaultKind.CapitalizedError,
        FaultKind.CapitalizedError,
    ];

    private const int WeightOfRare = 6;

    public static FaultMix Export(int seed) => new(Rate, seed, [.. FaultKinds.All.Where(static k => !Rare.Contains(k)), .. Enumerable.Repeat(Rare, WeightOfRare).SelectMany(static k => k)]);

    public static FaultMix Import(int seed) => new(Rate, seed, FaultKinds.All);

    public static IReadOnlyDictionary<FaultKind, int> Counts(Faults faults) => FaultKinds.All.ToDictionary(static k => k, faults.Count);
}

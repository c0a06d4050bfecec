using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>Faults that come by chance: the same ones, in the same order of calls, for the same seed.</summary>
/// <param name="Rate">How likely a fault is for a call, from 0 to 1.</param>
/// <param name="Seed">What chance is made from.</param>
/// <param name="Kinds">The faults to choose from; a call gets one that fits it.</param>
internal sealed record FaultMix(double Rate, int Seed, IReadOnlyList<FaultKind> Kinds);

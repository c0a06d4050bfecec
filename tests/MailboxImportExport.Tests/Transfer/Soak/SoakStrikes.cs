using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Http;

namespace MailboxImportExport.Tests.Transfer.Soak;

/// <summary>How often faults have happened since a moment, as the service has counted them.</summary>
internal sealed class SoakStrikes(Faults faults)
{
    private readonly IReadOnlyDictionary<(FaultKind Fault, CallKind Call), int> _before = faults.Struck;

    /// <summary>Those of some kinds to calls of a kind.</summary>
    public int Of(CallKind call, IEnumerable<FaultKind> kinds)
        => kinds.Sum(fault => faults.Count(fault, call) - _before.GetValueOrDefault((fault, call)));

    /// <summary>Those of some kinds, whatever the calls.</summary>
    public int Of(params FaultKind[] kinds) => faults.Struck.Where(struck => kinds.Contains(struck.Key.Fault)).Sum(struck => struck.Value - _before.GetValueOrDefault(struck.Key));

    /// <summary>Those that sent calls to nowhere.</summary>
    public int Redirects() => Of(FaultKind.RedirectLoop, FaultKind.RedirectToForeignHost);
}

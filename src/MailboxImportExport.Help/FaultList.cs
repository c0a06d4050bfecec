using System.Collections.Generic;

namespace MailboxImportExport.Help;

/// <summary>Collects all faults before the run ends, so that they are mended in one go.</summary>
internal sealed class FaultList
{
    private readonly List<HelpFault> _faults = [];
    private readonly HashSet<HelpFault> _known = [];

    internal IReadOnlyList<HelpFault> All => _faults;

    /// <summary>Adds a fault; one that was reported before, as of a parameter that several commands inherit, counts once.</summary>
    internal void Add(SourceLine where, string code, string message)
    {
        HelpFault fault = new(where, code, message);
        if (_known.Add(fault))
        {
            _faults.Add(fault);
        }
    }
}

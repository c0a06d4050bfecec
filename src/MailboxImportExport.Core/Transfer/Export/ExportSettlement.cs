using System.Collections.Generic;

namespace MailboxImportExport.Transfer.Export;

/// <summary>What became of the items of a call: ended, or to be asked again.</summary>
internal sealed class ExportSettlement
{
    public Queue<ExportOutcome> Outcomes { get; } = new();

    /// <summary>Asked again, each alone.</summary>
    public List<ExportAttempt> Again { get; } = [];

    /// <summary>Asked again by half as many at a time.</summary>
    public List<ExportAttempt> Split { get; } = [];

    /// <summary>Asked again where they are now.</summary>
    public List<ExportAttempt> Moved { get; } = [];
}

using System;

namespace MailboxImportExport.Transfer.Import.Journal;

/// <summary>What an earlier run recorded of an item.</summary>
/// <param name="Run">That run.</param>
/// <param name="Item">Hash of the id of the new item; 0 when it is not known whether there is one.</param>
/// <param name="Intended">When the item was about to be sent, by the clock of the service or earlier.</param>
internal sealed record PriorImport(JournaledRun Run, ulong Item, DateTimeOffset Intended)
{
    public bool IsDone => Item != 0;
}

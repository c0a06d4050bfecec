using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Export;

/// <summary>
/// Sees what a run is about to export, on behalf of where it goes afterwards: what is there already need not travel. Items that
/// pass are done only when whoever takes them further says so to their account.
/// </summary>
internal interface IExportScreen
{
    /// <summary>Folders that were listed, before their items.</summary>
    Task EnterAsync(IReadOnlyList<MailboxContentFolder> folders, MailboxAccount account, CancellationToken cancellationToken);

    /// <summary>Whether an item has to be exported. A failure is that of the item.</summary>
    Task<bool> NeedsAsync(ExportRequest request, MailboxAccount account, CancellationToken cancellationToken);

    /// <summary>A folder was listed to its end, or left out.</summary>
    void Leave(FolderCoverage folder, MailboxAccount account);

    /// <summary>An item that passed does not come: it is gone or could not be exported.</summary>
    void Lose(ExportRequest request);
}

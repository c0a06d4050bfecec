using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Export;

/// <summary>The export folder that a run writes to: what it has already, which folders it knows, and whether it has room. Where items go to the pipeline there is none, and nothing is done.</summary>
internal sealed class ExportDestination(GraphConnection connection, ItemFolderWriter? folder, IRunLog log)
{
    private readonly SpaceForecast? _space = folder is null ? null : new SpaceForecast(connection, folder, log);

    /// <summary>Has the drive compared with what waits in the run, until the result is disposed.</summary>
    public IDisposable? Reckon(Func<long> waiting) => folder?.Space.Reckon(waiting);

    /// <summary>Folders are going to be listed.</summary>
    /// <returns>Whether the items in them are reckoned with from here on; else each has to be named.</returns>
    public Task<bool> ExpectAsync(ItemListRequest request, CancellationToken cancellationToken)
        => _space is null ? Task.FromResult(true) : _space.ExpectAsync(request, cancellationToken);

    /// <summary>An item is going to be exported.</summary>
    public void Expect(ExportRequest request) => _space?.Expect(request);

    /// <summary>It has come, or does not come.</summary>
    public void End(ExportRequest request, long? bytes) => _space?.End(request, bytes);

    /// <summary>Whether this version of an item is there, whole.</summary>
    public bool Has(ExportRequest request) => folder?.IsUpToDate(request.Key, request.Item?.ChangeKey) == true;

    /// <summary>Folders are listed now.</summary>
    public void Enter(IEnumerable<MailboxContentFolder> folders) => folder?.AddFolders(folders.Select(FolderRecord.Of));

    /// <summary>A listed item that was piped in brings its folder with it; one that only has an id knows none.</summary>
    public void EnterFolderOf(ExportRequest request)
    {
        if (request.Item?.Folder is MailboxContentFolder own && folder?.KnowsFolder(own.MailboxId, own.FolderId) == false)
        {
            folder.AddFolders(own.WithParents().Select(FolderRecord.Of));
        }
    }

    /// <summary>Everything has ended: what is still to be written is written.</summary>
    public void Finish() => folder?.WriteFolders();
}

using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Graph.Mailboxes;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Export;

namespace MailboxImportExport.Transfer.Copy;

/// <summary>Looks at what a copy would be about, for whoever is asked whether it may begin.</summary>
internal static class SourceSurvey
{
    /// <summary>Folders that would be copied, and the items in them as the service counts them.</summary>
    public static async Task<(int Folders, long Items)> RunAsync(GraphConnection connection, ExportSource source, IRunLog log, CancellationToken cancellationToken)
    {
        MailboxContentStore store = await new MailboxResolver(connection, log)
            .ResolveAsync(source.Mailbox, source.Archive, source.ComposeMailboxId, cancellationToken)
            .ConfigureAwait(false);
        int folders = 0;
        long items = 0;
        FolderSelection selection = new(connection, log);
        await foreach ((MailboxContentFolder folder, string? leftOut) in selection.RunAsync(source.Listing! with { Store = store }, cancellationToken).ConfigureAwait(false))
        {
            folders += leftOut is null ? 1 : 0;
            items += leftOut is null ? folder.ItemCount : 0;
        }

        return (folders, items);
    }
}

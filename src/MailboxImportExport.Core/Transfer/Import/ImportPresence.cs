using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Import.Journal;

namespace MailboxImportExport.Transfer.Import;

/// <summary>Finds out whether a target folder has an item already: by what the journal says of it, and by what is the same item.</summary>
internal sealed class ImportPresence(GraphConnection connection, TargetContents contents, ImportJournals journals, ConflictRule rule, IRunLog log)
{
    private bool MakesCopies => rule == ConflictRule.Copy;

    public async Task<ImportPlacement> FindAsync(ImportRequest request, MailboxContentFolder folder, CancellationToken cancellationToken)
    {
        JournaledImport? journal = Journal(request, folder);
        if (MakesCopies && journal?.Run.ContinuesCopies != true)
        {
            return new ImportPlacement(TargetPresence.New, journal);
        }

        if (await SourceIdentity.FindAsync(request, cancellationToken).ConfigureAwait(false) is not ItemIdentity identity)
        {
            identity = Listed(request.Item);
        }

        IdentityHash hash = IdentityHash.OfAny(identity);
        if (!hash.HasKey && journal is null)
        {
            return new ImportPlacement(TargetPresence.New, null);
        }

        FolderContents held = await contents.OfAsync(folder, journal?.Run.Journal, cancellationToken).ConfigureAwait(false);
        if (IsThere(request, folder, hash, held, journal, out ulong id))
        {
            return new ImportPlacement(TargetPresence.Same, journal) { Present = held.VersionOf(id) };
        }

        if (rule == ConflictRule.Replace && hash.HasKey)
        {
            return new ImportPlacement(held.TakeOnly(hash, out HeldVersion? version), journal) { Replaces = version };
        }

        TargetPresence presence = IsSame(hash, held, journal, out id);
        return new ImportPlacement(presence, journal) { Present = presence == TargetPresence.Same ? held.VersionOf(id) : null };
    }

    // What is not known of an item whose content cannot be followed, its listing may know.
    private static ItemIdentity Listed(ExportedMailboxItem? item) => item?.Item is MailboxItem listed
        ? ItemIdentity.Of(listed)
        : ItemIdentity.Of(null, item?.ItemClass, item?.Subject, null, item?.Received);

    private static byte[] Hash(string path)
    {
        try
        {
            return ContentHash.Of(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.FileNotReadable(path, e);
        }
    }

    private JournaledImport? Journal(ImportRequest request, MailboxContentFolder folder)
    {
        JournalSource source = request.Item is ExportedMailboxItem item
            ? new JournalSource { MailboxId = item.SourceMailboxId, ItemId = item.SourceItemId, ChangeKey = item.ChangeKey ?? item.Sha256 }
            : new JournalSource { File = request.Content.Name, Sha256 = Hex.Of(Hash(request.Content.Name)) };
        JournalRun? run = journals.Of(source, request.Item is null ? request.Content.Name : request.Item.File, folder.MailboxId);
        JournalKey key = JournalKey.Of(source, connection.Instance, folder.MailboxId, folder.FolderId);
        return run is null ? null : new JournaledImport(run, key, source, folder, connection);
    }

    // By the journal: what an earlier run made stands there still, or what one was making has arrived.
    private bool IsThere(ImportRequest request, MailboxContentFolder folder, IdentityHash hash, FolderContents held, JournaledImport? journal, out ulong id)
    {
        id = 0;
        bool mayReplace = rule == ConflictRule.Replace && hash.HasKey;
        if (journal?.Done.FirstOrDefault(p => (!mayReplace || p.Run.IsUnfinishedReplacement) && held.TakeById(p.Item)) is PriorImport done)
        {
            id = done.Item;
            journal.Find(done, id);
            return true;
        }

        if (hash.HasKey && !MakesCopies)
        {
            // Whatever stands there and is the same item will do.
            return false;
        }

        foreach (PriorImport open in journal?.Open ?? [])
        {
            IntentFinding finding = held.TakeArrived(hash, open.Intended, request.Item?.Item?.Created, out id);
            if (finding == IntentFinding.Doubtful)
            {
                log.Warning($"'{request.Name}' was being imported when an earlier run was stopped. '{folder.Path}' has one like it, of which it cannot be told whether it is older; it is taken for this one. If it is another, import '{request.Name}' alone, with -ConflictAction Copy and a new -JournalPath.");
            }

            if (finding != IntentFinding.Missing)
            {
                journal!.Find(open, id);
                return true;
            }
        }

        return false;
    }

    private TargetPresence IsSame(IdentityHash hash, FolderContents held, JournaledImport? journal, out ulong id)
    {
        id = 0;
        if (!hash.HasKey || MakesCopies)
        {
            return TargetPresence.New;
        }

        TargetPresence presence = held.Take(hash, out id);
        if (presence == TargetPresence.Same)
        {
            journal?.Find(journal.Open.Concat(journal.Done).FirstOrDefault(), id);
        }

        return presence;
    }
}

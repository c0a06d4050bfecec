using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Changes;

/// <summary>Which folders of a mailbox have changed.</summary>
internal sealed class FolderChanges(GraphConnection connection, ChangeToken token, FolderDetail detail, IRunLog log)
{
    /// <summary>Gives the changes, and remembers in the token where the round ended.</summary>
    public async IAsyncEnumerable<MailboxContentFolderChange> RunAsync(MailboxContentStore store, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        MailboxRounds? before = token.Find(store.MailboxId);
        EndedRound? last = before is { Rounds.Count: > 0 } ? before.Rounds[0] : null;
        IReadOnlyDictionary<string, string> known = before?.Folders ?? new Dictionary<string, string>();
        DateTimeOffset began = connection.ServiceTime;
        ChangeRequests requests = new(connection, log);
        using ChangeRound<FolderJson> round = await ChangeRound<FolderJson>.ReadAsync(
            last?.Link,
            (link, stop) => requests.FoldersAsync(store.MailboxId, link, stop),
            static folder => folder.Id,
            GraphJson.Default.FolderJson,
            cancellationToken).ConfigureAwait(false);
        if (round.HasStartedOver)
        {
            log.Warning(
                $"The service no longer knows where the round of {last!.Began.UtcDateTime:yyyy-MM-dd HH:mm} UTC over the folders of {connection.Known.NameOf(store.MailboxId)} ended. "
                + "All of them are told; those that are no longer there are told by comparison.");
        }

        // After the round, so that a folder that it names is there; the round itself has no paths.
        Dictionary<string, MailboxContentFolder> there = await TreeAsync(store, cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> paths = new(StringComparer.Ordinal);
        foreach (MailboxContentFolder folder in there.Values)
        {
            paths[folder.FolderId] = folder.Path;
        }

        HashSet<string> told = new(StringComparer.Ordinal);
        foreach (FolderJson entry in round.Entries())
        {
            if (ToModel(store, entry, there, known) is MailboxContentFolderChange change)
            {
                told.Add(change.FolderId);
                yield return change;
            }
        }

        foreach (MailboxContentFolderChange change in Missing(store, known, there, told, round.HasStartedOver))
        {
            yield return change;
        }

        token.Set(new MailboxRounds { MailboxId = store.MailboxId, Rounds = [new EndedRound(string.Empty, string.Empty, round.NextRound, began)], Folders = paths });
    }

    private async Task<Dictionary<string, MailboxContentFolder>> TreeAsync(MailboxContentStore store, CancellationToken cancellationToken)
    {
        Dictionary<string, MailboxContentFolder> there = new(StringComparer.Ordinal);
        FolderTree tree = new(new FolderRequests(connection, log, detail), store.MailboxId);
        await foreach (MailboxContentFolder folder in tree.WalkAsync(recurse: true, cancellationToken).ConfigureAwait(false))
        {
            connection.Known.AddFolder(folder.Path);
            there[folder.FolderId] = folder;
        }

        return there;
    }

    // The root, and folders that were not asked for (hidden ones), are told by the service as well, but are not in the tree.
    private static MailboxContentFolderChange? ToModel(
        MailboxContentStore store,
        FolderJson json,
        Dictionary<string, MailboxContentFolder> there,
        IReadOnlyDictionary<string, string> known)
    {
        string id = json.Id!;
        bool wasKnown = known.TryGetValue(id, out string? oldPath);
        there.TryGetValue(id, out MailboxContentFolder? folder);
        if (folder is null && !wasKnown)
        {
            return null;
        }

        bool isGone = folder is null;
        return new MailboxContentFolderChange
        {
            ChangeKind = isGone ? MailboxChangeKind.Removed : wasKnown ? MailboxChangeKind.Changed : MailboxChangeKind.Added,
            MailboxId = store.MailboxId,
            FolderId = id,
            Path = folder?.Path ?? oldPath,
            OldPath = folder is not null && wasKnown && oldPath != folder.Path ? oldPath : null,
            Folder = folder,
            Reason = isGone ? json.Removed?.Reason ?? "deleted" : null,
        };
    }

    // What was known and is in no list any more, when the round could not tell of it.
    private static IEnumerable<MailboxContentFolderChange> Missing(
        MailboxContentStore store,
        IReadOnlyDictionary<string, string> known,
        Dictionary<string, MailboxContentFolder> there,
        HashSet<string> told,
        bool hasStartedOver)
    {
        foreach (KeyValuePair<string, string> folder in known)
        {
            if (hasStartedOver && !there.ContainsKey(folder.Key) && !told.Contains(folder.Key))
            {
                yield return new MailboxContentFolderChange
                {
                    ChangeKind = MailboxChangeKind.Removed,
                    MailboxId = store.MailboxId,
                    FolderId = folder.Key,
                    Path = folder.Value,
                };
            }
        }
    }
}

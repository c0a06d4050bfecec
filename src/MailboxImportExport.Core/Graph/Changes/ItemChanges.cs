using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Changes;

/// <summary>What has changed in the items of a mailbox, folder by folder.</summary>
internal sealed class ItemChanges(GraphConnection connection, ChangeToken token, IRunLog log)
{
    // Changes may be told late, and clocks differ: an item may be Added twice rather than be Changed when it was never told of.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(15);

    /// <summary>Gives the changes of the folders of a request, and remembers in the token where the rounds ended, once all of them have.</summary>
    public async IAsyncEnumerable<MailboxItemChange> RunAsync(ItemListRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string mailboxId = request.Store.MailboxId;
        Dictionary<string, EndedRound> before = (token.Find(mailboxId)?.Rounds ?? []).ToDictionary(static r => r.FolderId, StringComparer.Ordinal);
        List<EndedRound> ended = [];
        ChangeRequests requests = new(connection, log);
        FolderSelection selection = new(connection, log);
        await foreach ((MailboxContentFolder folder, string? leftOut) in selection.RunAsync(request, cancellationToken).ConfigureAwait(false))
        {
            if (leftOut is not null)
            {
                log.Verbose($"'{folder.Path}' is left out: {leftOut}.");
                continue;
            }

            before.TryGetValue(folder.FolderId, out EndedRound? last);
            DateTimeOffset began = connection.ServiceTime;
            log.Verbose(last is null ? $"'{folder.Path}' is told from its beginning." : $"Asking what has changed in '{folder.Path}'.");
            using ChangeRound<ItemJson> round = await ChangeRound<ItemJson>.ReadAsync(
                last?.Link,
                (link, stop) => requests.ItemsAsync(folder, link, stop),
                static item => item.Id,
                GraphJson.Default.ItemJson,
                cancellationToken).ConfigureAwait(false);
            if (round.HasStartedOver)
            {
                WarnOfStart(folder, last!);
            }

            DateTimeOffset? since = round.HasStartedOver ? null : last?.Began - Slack;
            foreach (ItemJson entry in round.Entries())
            {
                yield return ToModel(entry, folder, since);
            }

            ended.Add(new EndedRound(folder.FolderId, folder.Path, round.NextRound, began));
        }

        TellLostFolders(request, before, ended);
        token.Set(new MailboxRounds { MailboxId = mailboxId, Rounds = [.. ended, .. Others(request, before, ended)] });
    }

    private static MailboxItemChange ToModel(ItemJson json, MailboxContentFolder folder, DateTimeOffset? since)
    {
        MailboxItem? item = json.Removed is null ? ItemFields.ToModel(json, folder) : null;
        bool isNew = item is not null && (since is null || item.Created >= since);
        return new MailboxItemChange
        {
            ChangeKind = json.Removed is not null ? MailboxChangeKind.Removed : isNew ? MailboxChangeKind.Added : MailboxChangeKind.Changed,
            MailboxId = folder.MailboxId,
            FolderId = folder.FolderId,
            FolderPath = folder.Path,
            ItemId = json.Id!,
            Item = item,
            Reason = json.Removed?.Reason,
        };
    }

    private void WarnOfStart(MailboxContentFolder folder, EndedRound last) => log.Warning(
        $"The service no longer knows where the round of {last.Began.UtcDateTime:yyyy-MM-dd HH:mm} UTC over '{folder.Path}' of {connection.Known.NameOf(folder.MailboxId)} ended. "
        + "The folder is told from its beginning: all of its items are Added, and what was removed meanwhile is not told.");

    // With the whole mailbox asked for, a folder that has no round any more is gone or left out; its items cannot be told one by one.
    private void TellLostFolders(ItemListRequest request, Dictionary<string, EndedRound> before, List<EndedRound> ended)
    {
        if (request.Folder is not null)
        {
            return;
        }

        HashSet<string> there = new(ended.Select(static r => r.FolderId), StringComparer.Ordinal);
        foreach (EndedRound lost in before.Values.Where(r => !there.Contains(r.FolderId)))
        {
            log.Warning($"'{lost.Path}' of {connection.Known.NameOf(request.Store.MailboxId)} is no longer there, or not asked for any more; its items are not told as removed one by one.");
        }
    }

    // Of a single folder the others keep where they were.
    private static IEnumerable<EndedRound> Others(ItemListRequest request, Dictionary<string, EndedRound> before, List<EndedRound> ended)
    {
        HashSet<string> told = new(ended.Select(static r => r.FolderId), StringComparer.Ordinal);
        return request.Folder is null ? [] : before.Values.Where(r => !told.Contains(r.FolderId));
    }
}

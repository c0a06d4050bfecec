using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Mail;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Reading;

/// <summary>
/// Compares items of two sources. Of two folders, items belong together that were exported under one id, and of the rest those
/// that are the same item: a restored item has another id, and everything else that names it.
/// </summary>
/// <param name="written">Takes a comparison.</param>
/// <param name="failed">Takes a failure that concerns one item, with its name.</param>
internal sealed class CompareItems(Func<ItemComparison, Task> written, Func<MailboxImportExportException, string, Task> failed)
{
    private const string WholeItem = "Item";

    /// <summary>Compares two items, whatever they are.</summary>
    public Task ComparePairAsync(NamedContent reference, NamedContent difference, CancellationToken cancellationToken)
        => GuardAsync(reference.Name, async () => await written(await CompareAsync(reference, difference, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false));

    /// <summary>Finds the pairs of two lists and compares them.</summary>
    public async Task CompareListsAsync(IEnumerable<NamedContent> reference, IEnumerable<NamedContent> difference, CancellationToken cancellationToken)
    {
        Dictionary<(string, string), NamedContent> others = [];
        List<NamedContent> unpaired = [];
        foreach (NamedContent other in difference)
        {
            if (IdOf(other) is (string, string) id && !others.ContainsKey(id))
            {
                others.Add(id, other);
            }
            else
            {
                unpaired.Add(other);
            }
        }

        List<NamedContent> alone = [];
        foreach (NamedContent item in reference)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IdOf(item) is (string, string) id && others.TryGetValue(id, out NamedContent? other))
            {
                others.Remove(id);
                await ComparePairAsync(item, other, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                alone.Add(item);
            }
        }

        await CompareSameAsync(alone, [.. others.Values, .. unpaired], cancellationToken).ConfigureAwait(false);
    }

    private static (string Mailbox, string Item)? IdOf(NamedContent content) => content.Item is ExportedMailboxItem item ? (item.SourceMailboxId, item.SourceItemId) : null;

    // Items without a key are nobody's counterpart.
    private async Task CompareSameAsync(IEnumerable<NamedContent> reference, IEnumerable<NamedContent> difference, CancellationToken cancellationToken)
    {
        Dictionary<ItemIdentity, Queue<NamedContent>> others = [];
        List<NamedContent> added = [];
        foreach (NamedContent other in difference)
        {
            ItemIdentity? identity = await IdentifyAsync(other, cancellationToken).ConfigureAwait(false);
            if (identity is null)
            {
                added.Add(other);
                continue;
            }

            if (!others.TryGetValue(identity, out Queue<NamedContent>? alike))
            {
                alike = new Queue<NamedContent>();
                others.Add(identity, alike);
            }

            alike.Enqueue(other);
        }

        foreach (NamedContent item in reference)
        {
            ItemIdentity? identity = await IdentifyAsync(item, cancellationToken).ConfigureAwait(false);
            if (identity is not null && others.TryGetValue(identity, out Queue<NamedContent>? alike) && alike.Count > 0)
            {
                await ComparePairAsync(item, alike.Dequeue(), cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await written(Alone(item, isReference: true)).ConfigureAwait(false);
            }
        }

        foreach (NamedContent other in others.Values.SelectMany(static alike => alike).Concat(added))
        {
            await written(Alone(other, isReference: false)).ConfigureAwait(false);
        }
    }

    private static ItemComparison Alone(NamedContent content, bool isReference) => new()
    {
        Reference = isReference ? content.Name : null,
        Difference = isReference ? null : content.Name,
        Subject = content.Item?.Subject,
        Verdict = ItemComparisonVerdict.Different,
        ContentDifferences = 1,
        Differences = [new ItemDifference { Place = WholeItem, Kind = isReference ? ItemDifferenceKind.Missing : ItemDifferenceKind.Added }],
    };

    private static async Task<ItemComparison> CompareAsync(NamedContent reference, NamedContent difference, CancellationToken cancellationToken)
    {
        using OpenedItem left = await OpenedItem.OpenAsync(reference, cancellationToken).ConfigureAwait(false);
        using OpenedItem right = await OpenedItem.OpenAsync(difference, cancellationToken).ConfigureAwait(false);
        return ItemComparer.Compare(left.Item, right.Item);
    }

    private async Task<ItemIdentity?> IdentifyAsync(NamedContent content, CancellationToken cancellationToken)
    {
        ItemIdentity? identity = content.Item?.Identity;
        await (identity is not null ? Task.CompletedTask : GuardAsync(content.Name, async () =>
        {
            using OpenedItem opened = await OpenedItem.OpenAsync(content, cancellationToken).ConfigureAwait(false);
            identity = StreamIdentity.Of(opened.Item.Message);
        })).ConfigureAwait(false);
        return identity?.SearchKey is null ? null : identity;
    }

    private async Task GuardAsync(string name, Func<Task> step)
    {
        try
        {
            await step().ConfigureAwait(false);
        }
        catch (IOException e)
        {
            await failed(Errors.ContentNotReadable(name, e), name).ConfigureAwait(false);
        }
        catch (MailboxImportExportException e) when (!FailureScope.EndsRun(e.Kind))
        {
            await failed(e, name).ConfigureAwait(false);
        }
    }
}

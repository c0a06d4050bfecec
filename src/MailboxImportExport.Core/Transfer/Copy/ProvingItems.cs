using System;
using System.Collections.Generic;
using MailboxImportExport.Transfer.Import.Journal;

namespace MailboxImportExport.Transfer.Copy;

/// <summary>
/// The items of a target that were named as the copy of an item, by all moves into it that this process runs at the same time: two that find the
/// same item there would else both remove theirs. About twenty bytes for each, until the last of these moves has ended; two whose hashes are the
/// same would keep an item in the source that could have been removed. From any thread.
/// </summary>
internal sealed class ProvingItems : IDisposable
{
    private static readonly UsedByKey<ProvingItems> Open = new(StringComparer.OrdinalIgnoreCase, static target => new ProvingItems(target));

    private readonly object _lock = new();
    private readonly HashSet<ulong> _taken = [];
    private readonly string _target;

    private ProvingItems(string target) => _target = target;

    /// <summary>Those of a target; disposed by each move that asked for them.</summary>
    /// <param name="target">The mailbox, as <see cref="MoveGuard.NameOf"/> names it.</param>
    public static ProvingItems Of(string target) => Open.Take(target);

    /// <summary>Takes an item for good: also when it then proves nothing, it is no proof of another.</summary>
    /// <returns>Whether nobody has taken it before.</returns>
    public bool TryTake(string itemId)
    {
        ulong hash = ItemIdHash.Of(itemId);
        lock (_lock)
        {
            return _taken.Add(hash);
        }
    }

    /// <summary>A move has ended.</summary>
    public void Dispose() => Open.Leave(_target);
}

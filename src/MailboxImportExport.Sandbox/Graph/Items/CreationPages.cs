using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Items;

/// <summary>
/// Pages of a stretch of items that are kept in the order of their creation: a place is counted off in a few steps, so that a page of a
/// hundred thousand items costs what a page of a hundred does.
/// </summary>
/// <param name="items">The items of the folder.</param>
/// <param name="stretch">The first place of the stretch, and the one behind it.</param>
/// <param name="isNewestFirst">The direction.</param>
/// <param name="filter">What else an item must fulfil; null for nothing.</param>
internal sealed class CreationPages(ImmutableSortedSet<SandboxItem> items, Range stretch, bool isNewestFirst, Predicate<SandboxItem>? filter)
    : IPageSource<SandboxItem>
{
    private readonly int _start = stretch.Start.Value;
    private readonly int _length = Math.Max(0, stretch.End.Value - stretch.Start.Value);

    public IReadOnlyList<SandboxItem> Take(int skip, int count)
        => filter is null
            ? [.. Places(skip).Take(count).Select(place => items[place])]
            : [.. Matching().Skip(skip).Take(count)];

    public int Count() => filter is null ? _length : Matching().Count();

    private IEnumerable<SandboxItem> Matching() => Places(skip: 0).Select(place => items[place]).Where(item => filter!(item));

    private IEnumerable<int> Places(int skip)
    {
        for (int index = skip; index < _length; index++)
        {
            yield return isNewestFirst ? _start + _length - 1 - index : _start + index;
        }
    }
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using MailboxImportExport.Sandbox.OData;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Items;

/// <summary>
/// Takes a filter apart into bounds of the time of creation, which make a stretch of the items in that order, and the rest, which must be looked at
/// item by item.
/// </summary>
internal sealed class CreationStretch
{
    private readonly List<ComparisonNode> _bounds = [];
    private readonly FilterField<SandboxItem> _created;

    public CreationStretch(FilterNode? filter, FilterField<SandboxItem> created)
    {
        _created = created;
        Rest = filter is null ? null : TakeBounds(filter);
    }

    /// <summary>What is left of the filter; null when it was all bounds.</summary>
    public FilterNode? Rest { get; }

    /// <summary>The stretch that the bounds leave.</summary>
    public Range In(ImmutableSortedSet<SandboxItem> items)
    {
        int start = First(items, item => _bounds.TrueForAll(bound => !IsLower(bound) || Holds(bound, item)));
        int end = First(items, item => _bounds.Exists(bound => IsUpper(bound) && IsPast(bound, item)));
        return start..Math.Max(start, end);
    }

    private static bool IsLower(ComparisonNode bound) => bound.Operator is "ge" or "gt" or "eq";

    private static bool IsUpper(ComparisonNode bound) => bound.Operator is "le" or "lt" or "eq";

    /// <summary>Where the condition begins to hold; it holds from there to the end.</summary>
    private static int First(ImmutableSortedSet<SandboxItem> items, Predicate<SandboxItem> condition)
    {
        int low = 0;
        int high = items.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = condition(items[middle]) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private FilterNode? TakeBounds(FilterNode node)
    {
        if (node is LogicalNode { IsAnd: true } both)
        {
            FilterNode?[] rest = [TakeBounds(both.Left), TakeBounds(both.Right)];
            return rest.OfType<FilterNode>().ToArray() switch
            {
                [] => null,
                [FilterNode one] => one,
                _ => both with { Left = rest[0]!, Right = rest[1]! },
            };
        }

        if (node is ComparisonNode { Operand.Path: ItemView.Created, Literal: DateTimeOffset, Operator: not "ne" } bound)
        {
            _bounds.Add(bound);
            return null;
        }

        return node;
    }

    private bool Holds(ComparisonNode bound, SandboxItem item)
        => FilterValues.Compare(_created.Value(item), bound.Operator == "eq" ? "ge" : bound.Operator, bound.Literal);

    private bool IsPast(ComparisonNode bound, SandboxItem item)
        => FilterValues.Compare(_created.Value(item), bound.Operator == "lt" ? "ge" : "gt", bound.Literal);
}

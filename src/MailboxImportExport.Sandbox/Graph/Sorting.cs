using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.OData;

namespace MailboxImportExport.Sandbox.Graph;

/// <summary>Sorts entities as $orderby says; equal ones keep their order.</summary>
internal static class Sorting
{
    private static readonly Comparer<object?> AnyValue = Comparer<object?>.Create(FilterValues.Order);

    public static IEnumerable<T> Apply<T>(IEnumerable<T> entities, IReadOnlyList<OrderTerm> terms, IReadOnlyDictionary<string, FilterField<T>> fields)
    {
        IEnumerable<T> sorted = entities;

        // From the last term to the first: a stable sort leaves the later terms in force among equals.
        foreach (OrderTerm term in terms.Reverse())
        {
            FilterField<T> field = fields.TryGetValue(term.Property, out FilterField<T>? known)
                ? known
                : throw new QueryException($"Could not find a property named '{term.Property}' that can be ordered by.");

            // Times are what large folders are ordered by: as plain numbers they are sorted several times as fast.
            sorted = field.Type == typeof(DateTimeOffset)
                ? Sort(sorted, entity => Ticks(field.Value(entity)), Comparer<long>.Default, term.IsDescending)
                : Sort(sorted, field.Value, AnyValue, term.IsDescending);
        }

        return sorted;
    }

    private static long Ticks(object? time) => time is DateTimeOffset known ? known.UtcTicks : long.MinValue;

    private static IOrderedEnumerable<T> Sort<T, TKey>(IEnumerable<T> entities, Func<T, TKey> key, IComparer<TKey> comparer, bool descending)
        => descending ? entities.OrderByDescending(key, comparer) : entities.OrderBy(key, comparer);
}

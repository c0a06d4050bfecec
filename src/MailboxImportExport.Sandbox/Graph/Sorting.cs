using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.OData;

namespace MailboxImportExport.Sandbox.Graph;

/// <summary>Sorts entities as $orderby says; equal ones keep their order.</summary>
internal static class Sorting
{
    public static IEnumerable<T> Apply<T>(IEnumerable<T> entities, IReadOnlyList<OrderTerm> terms, IReadOnlyDictionary<string, FilterField<T>> fields)
    {
        Comparer<object?> comparer = Comparer<object?>.Create(FilterValues.Order);
        IEnumerable<T> sorted = entities;

        // From the last term to the first: a stable sort leaves the later terms in force among equals.
        foreach (OrderTerm term in terms.Reverse())
        {
            FilterField<T> field = fields.TryGetValue(term.Property, out FilterField<T>? known)
                ? known
                : throw new QueryException($"Could not find a property named '{term.Property}' that can be ordered by.");
            sorted = term.IsDescending ? sorted.OrderByDescending(field.Value, comparer) : sorted.OrderBy(field.Value, comparer);
        }

        return sorted;
    }
}

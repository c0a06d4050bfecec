using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.OData;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Items;

/// <summary>Finds the items that a list query asks for, in its order.</summary>
internal static class ItemSelection
{
    public static IPageSource<SandboxItem> Of(CallContext call, SandboxFolder folder, EntityQuery query)
    {
        SandboxSwitches switches = call.Sandbox.Switches;
        IReadOnlyDictionary<string, FilterField<SandboxItem>> fields = new ItemView(call).Fields;
        FilterCompiler<SandboxItem> compiler = new(fields, ForFilter);
        Predicate<SandboxItem> filter = query.Filter is null ? static _ => true : compiler.Compile(query.Filter);
        ImmutableSortedSet<SandboxItem> items = folder.ByCreation(switches.ListAssociatedItems);
        if (query.OrderBy is not ([] or [{ Property: ItemView.Created }]))
        {
            List<SandboxItem> matching = [.. items.Where(item => filter(item))];
            return new SortedPages<SandboxItem>(matching.Count, Sorting.Apply(matching, query.OrderBy, fields));
        }

        CreationStretch stretch = new(query.Filter, fields[ItemView.Created]);
        bool isNewestFirst = query.OrderBy is [OrderTerm term] ? term.IsDescending : switches.ListNewestFirst;
        return new CreationPages(items, stretch.In(items), isNewestFirst, stretch.Rest is null ? null : compiler.Compile(stretch.Rest));
    }

    private static object? ForFilter(SandboxItem item, ExtendedPropertyId id)
        => ItemProperties.Find(item, id) is object value ? ExtendedPropertyText.ForFilter(value) : null;
}

using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Model;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.Graph.Items;

/// <summary>What is asked for with each item, and which items.</summary>
internal sealed record ItemQuery
{
    /// <summary>All items, with what a listing shows.</summary>
    public static ItemQuery Plain { get; } = new();

    /// <summary>Which items.</summary>
    public ItemFilter Filter { get; init; } = ItemFilter.All;

    /// <summary>Properties beyond those that a listing shows.</summary>
    public IReadOnlyList<MapiProperty> Properties { get; init; } = [];

    /// <summary>Text of the expand clause.</summary>
    public string Expand => string.Join(",", Clauses());

    /// <summary>An item as users see it.</summary>
    public MailboxItem ToModel(Json.ItemJson json, MailboxContentFolder folder) => ItemFields.ToModel(json, folder) with
    {
        Properties = Properties.Count == 0 ? MailboxItem.NoProperties : ItemFields.Values(json, Properties),
    };

    private IEnumerable<string> Clauses()
    {
        IEnumerable<string> singles = Properties.Where(static p => !MapiPropertyTypes.IsMultiple(p.Type)).Select(static p => p.ToGraphId()).OfType<string>();
        yield return ExtendedPropertyId.Expand("singleValueExtendedProperties", ItemFields.Ids.Concat(singles).Distinct());
        string[] lists = Properties.Where(static p => MapiPropertyTypes.IsMultiple(p.Type)).Select(static p => p.ToGraphId()).OfType<string>().Distinct().ToArray();
        if (lists.Length > 0)
        {
            yield return ExtendedPropertyId.Expand("multiValueExtendedProperties", lists);
        }
    }
}

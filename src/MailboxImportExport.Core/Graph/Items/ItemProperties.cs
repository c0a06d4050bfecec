using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.Graph.Items;

/// <summary>Properties that a listing can show beyond its own.</summary>
internal static class ItemProperties
{
    /// <summary>Reads what users write.</summary>
    /// <exception cref="Model.MailboxImportExportException">A text names no property, or one that the service does not give in a listing.</exception>
    public static IReadOnlyList<MapiProperty> Parse(IEnumerable<string> texts) => texts.Select(Parse).ToList();

    private static MapiProperty Parse(string text)
    {
        MapiProperty property = MapiProperty.Parse(text);
        return property.ToGraphId() is null ? throw Errors.PropertyNotListed(property) : property;
    }
}

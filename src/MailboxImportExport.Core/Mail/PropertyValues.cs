using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.Mail;

/// <summary>Properties as users see them. A long value is read only when its property was named.</summary>
internal static class PropertyValues
{
    private const int LongestValue = 64 * 1024;

    /// <summary>The properties of a node.</summary>
    public static IReadOnlyList<MapiPropertyValue> Of(ItemNode node) => Of(node, string.Empty, []).ToArray();

    /// <summary>Some properties of a node.</summary>
    public static IReadOnlyList<MapiPropertyValue> Named(ItemNode node, HashSet<MapiPropertyId> only) => Of(node, string.Empty, only).ToArray();

    /// <summary>
    /// The properties of a message and of everything in it, in the order of the stream but for properties of the message behind its
    /// children.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="only">Which ones; all when there are none.</param>
    public static IEnumerable<MapiPropertyValue> Everything(ItemNode message, HashSet<MapiPropertyId> only) => Everything(message, string.Empty, only);

    private static IEnumerable<MapiPropertyValue> Everything(ItemNode message, string place, HashSet<MapiPropertyId> only)
    {
        string inside = place.Length == 0 ? string.Empty : place + "/";
        foreach (MapiPropertyValue value in Of(message, place, only))
        {
            yield return value;
        }

        foreach ((string name, ItemNode node) in Numbered(inside + "Recipient ", message.Recipients).Concat(Numbered(inside + "Attachment ", message.Attachments)))
        {
            foreach (MapiPropertyValue value in Of(node, name, only))
            {
                yield return value;
            }

            foreach (MapiPropertyValue value in node.Embedded is ItemNode embedded ? Everything(embedded, name + "/Message", only) : [])
            {
                yield return value;
            }
        }
    }

    private static IEnumerable<(string Name, ItemNode Node)> Numbered(string name, IEnumerable<ItemNode> nodes)
        => nodes.Select((node, index) => (name + (index + 1).ToString(CultureInfo.InvariantCulture), node));

    private static IEnumerable<MapiPropertyValue> Of(ItemNode node, string place, HashSet<MapiPropertyId> only)
        => node.Properties.Where(property => only.Count == 0 || only.Contains(property.Id)).Select(property => ToModel(property, place, withLongValue: only.Count > 0));

    private static MapiPropertyValue ToModel(ItemProperty property, string place, bool withLongValue)
    {
        MapiPropertyType type = property.Type;
        long length = property.Length;
        return new MapiPropertyValue
        {
            Name = MapiProperty.Of(property.Id, type).Name,
            Id = property.Id.ToString(),
            Type = type,
            Value = length <= LongestValue || withLongValue ? property.Value() : null,
            Length = length,
            Place = place,
            Offset = property.Offset,
        };
    }
}

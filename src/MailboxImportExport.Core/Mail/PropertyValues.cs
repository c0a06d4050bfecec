using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.Mail;

/// <summary>Properties as users see them, with their values up to a length.</summary>
internal static class PropertyValues
{
    private const int LongestValue = 64 * 1024;

    /// <summary>The properties of a node.</summary>
    public static IReadOnlyList<MapiPropertyValue> Of(ItemNode node) => node.Properties.Select(static p => ToModel(p, string.Empty, withLongValue: false)).ToArray();

    /// <summary>A property with its value, however long.</summary>
    public static MapiPropertyValue Whole(ItemProperty property) => ToModel(property, string.Empty, withLongValue: true);

    /// <summary>The properties of a message and of everything in it, in the order of the stream but for properties of the message behind its children.</summary>
    public static IEnumerable<MapiPropertyValue> Everything(ItemNode message) => Everything(message, string.Empty);

    private static IEnumerable<MapiPropertyValue> Everything(ItemNode message, string place)
    {
        string inside = place.Length == 0 ? string.Empty : place + "/";
        foreach (ItemProperty property in message.Properties)
        {
            yield return ToModel(property, place, withLongValue: false);
        }

        foreach ((string name, ItemNode node) in Numbered(inside + "Recipient ", message.Recipients).Concat(Numbered(inside + "Attachment ", message.Attachments)))
        {
            foreach (ItemProperty property in node.Properties)
            {
                yield return ToModel(property, name, withLongValue: false);
            }

            foreach (MapiPropertyValue value in node.Embedded is ItemNode embedded ? Everything(embedded, name + "/Message") : [])
            {
                yield return value;
            }
        }
    }

    private static IEnumerable<(string Name, ItemNode Node)> Numbered(string name, IEnumerable<ItemNode> nodes)
        => nodes.Select((node, index) => (name + (index + 1).ToString(CultureInfo.InvariantCulture), node));

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

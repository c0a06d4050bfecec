using System;
using System.Globalization;

namespace MailboxImportExport.Model.Mapi;

/// <summary>Reads properties as people and Graph write them.</summary>
internal static class MapiPropertyParser
{
    private const string HexPrefix = "0x";
    private const string ByNumber = "Id ";
    private const string ByText = "Name ";
    private const int TypeBits = 16;

    /// <summary>The property, or null when the text is none.</summary>
    public static MapiProperty? Parse(string text)
    {
        string rest = text.Trim();
        if (CanonicalNames.Find(rest) is MapiProperty known)
        {
            return known;
        }

        int blank = rest.IndexOf(' ');
        MapiPropertyType? type = blank < 0 ? null : MapiPropertyTypes.FromGraph(rest.Substring(0, blank));
        if (type is not null)
        {
            rest = rest.Substring(blank + 1).TrimStart();
        }

        if (Number(rest) is uint tag && tag > ushort.MaxValue)
        {
            return WithType(tag, type);
        }

        return ParseId(rest) is MapiPropertyId id ? Complete(id, type) : null;
    }

    /// <summary>A tag, or a set with a number or text in it; null when the text is neither.</summary>
    public static MapiPropertyId? ParseId(string text)
    {
        if (Number(text) is uint tag)
        {
            // A number from 0x8000 on means something in one mailbox only.
            return tag is > 0 and < MapiPropertyId.FirstNamed ? new MapiPropertyId((ushort)tag) : null;
        }

        int blank = text.IndexOf(' ');
        if (blank < 0 || MapiPropertySets.Find(text.Substring(0, blank)) is not Guid set)
        {
            return null;
        }

        string name = text.Substring(blank + 1).Trim();
        string number = name.StartsWith(ByNumber, StringComparison.OrdinalIgnoreCase) ? name.Substring(ByNumber.Length).Trim() : name;
        if (Number(number) is uint lid)
        {
            return new MapiPropertyId(new MapiPropertyName(set, lid));
        }

        if (name.StartsWith(ByText, StringComparison.OrdinalIgnoreCase))
        {
            return new MapiPropertyId(new MapiPropertyName(set, name.Substring(ByText.Length).TrimStart()));
        }

        // A key word with nothing behind it is an id that was not finished.
        bool isUnfinished = name.Length == 0 || name.Equals(ByText.TrimEnd(), StringComparison.OrdinalIgnoreCase) || name.Equals(ByNumber.TrimEnd(), StringComparison.OrdinalIgnoreCase);
        return isUnfinished ? null : new MapiPropertyId(new MapiPropertyName(set, name));
    }

    private static MapiProperty? WithType(uint tag, MapiPropertyType? type)
    {
        int number = (int)(tag & ushort.MaxValue);
        if (!MapiPropertyTypes.IsKnown(number) || (type is not null && (int)type != number))
        {
            return null;
        }

        ushort id = (ushort)(tag >> TypeBits);
        return id is > 0 and < MapiPropertyId.FirstNamed ? Complete(new MapiPropertyId(id), (MapiPropertyType)number) : null;
    }

    private static MapiProperty Complete(MapiPropertyId id, MapiPropertyType? type)
    {
        MapiProperty? known = CanonicalNames.Find(id, type ?? MapiPropertyType.Unspecified);
        return new MapiProperty { Id = id, Type = type ?? known?.Type ?? MapiPropertyType.Unspecified, CanonicalName = known?.CanonicalName };
    }

    private static uint? Number(string text)
        => text.StartsWith(HexPrefix, StringComparison.OrdinalIgnoreCase)
            && uint.TryParse(text.Substring(HexPrefix.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint number)
            ? number
            : null;
}

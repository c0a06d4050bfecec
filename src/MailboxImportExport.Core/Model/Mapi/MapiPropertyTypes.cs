using System;
using System.Collections.Generic;
using System.Linq;

namespace MailboxImportExport.Model.Mapi;

/// <summary>The names by which Graph calls the types of extended properties, and which type is a list of which.</summary>
/// <remarks>Names: Exchange Web Services, MapiPropertyTypeType; Microsoft Graph documentation, Outlook extended properties overview.</remarks>
internal static class MapiPropertyTypes
{
    private const int MultipleBit = 0x1000;
    private const string ArraySuffix = "Array";

    private static readonly Dictionary<string, MapiPropertyType> ByGraphName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Short"] = MapiPropertyType.Integer16,
        ["Integer"] = MapiPropertyType.Integer32,
        ["Long"] = MapiPropertyType.Integer64,
        ["Float"] = MapiPropertyType.Floating32,
        ["Double"] = MapiPropertyType.Floating64,
        ["Currency"] = MapiPropertyType.Currency,
        ["ApplicationTime"] = MapiPropertyType.FloatingTime,
        ["SystemTime"] = MapiPropertyType.Time,
        ["Boolean"] = MapiPropertyType.Boolean,
        ["String"] = MapiPropertyType.String,
        ["CLSID"] = MapiPropertyType.Guid,
        ["Binary"] = MapiPropertyType.Binary,
    };

    private static readonly HashSet<int> Numbers = [.. Enum.GetValues(typeof(MapiPropertyType)).Cast<int>()];

    public static bool IsMultiple(MapiPropertyType type) => ((int)type & MultipleBit) != 0;

    /// <summary>The type of the elements of a list; another type is itself.</summary>
    public static MapiPropertyType ElementOf(MapiPropertyType type) => (MapiPropertyType)((int)type & ~MultipleBit);

    /// <summary>The type that lists elements of a type.</summary>
    public static MapiPropertyType MultipleOf(MapiPropertyType type) => (MapiPropertyType)((int)type | MultipleBit);

    /// <summary>Whether a number is one of a type.</summary>
    public static bool IsKnown(int number) => number != 0 && Numbers.Contains(number);

    public static MapiPropertyType? FromGraph(string name)
    {
        if (ByGraphName.TryGetValue(name, out MapiPropertyType single))
        {
            return single;
        }

        bool isArray = name.EndsWith(ArraySuffix, StringComparison.OrdinalIgnoreCase);
        return isArray && ByGraphName.TryGetValue(name.Substring(0, name.Length - ArraySuffix.Length), out MapiPropertyType element) && element != MapiPropertyType.Boolean
            ? MultipleOf(element)
            : null;
    }

    /// <summary>The name that Graph has for a type, or null when it has none.</summary>
    public static string? ToGraph(MapiPropertyType type)
    {
        // Texts in a code page are asked for as Unicode; the service converts.
        MapiPropertyType element = ElementOf(type) == MapiPropertyType.String8 ? MapiPropertyType.String : ElementOf(type);
        string? name = ByGraphName.FirstOrDefault(pair => pair.Value == element).Key;
        return name is not null && IsMultiple(type) ? name + ArraySuffix : name;
    }
}

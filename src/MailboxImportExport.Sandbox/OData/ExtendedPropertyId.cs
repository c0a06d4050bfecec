using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;
using MailboxImportExport.Sandbox.Mapi;

namespace MailboxImportExport.Sandbox.OData;

/// <summary>
/// The id of an extended property in a query: <c>String 0x0037</c>, <c>String 0x4001001E</c>, <c>Integer {guid} Id 0x8501</c> or
/// <c>String {guid} Name Color</c> (Outlook extended properties overview, Microsoft Graph).
/// </summary>
internal sealed partial record ExtendedPropertyId(string Asked, PropertyKey Key, PropertyType Type, string Normalized)
{
    private const string ListSuffix = "Array";
    private const ushort LastPredefinedId = 0x7FFF;

    private static readonly Dictionary<string, PropertyType> Types = new(StringComparer.Ordinal)
    {
        ["Binary"] = PropertyType.Binary,
        ["Boolean"] = PropertyType.Boolean,
        ["CLSID"] = PropertyType.Guid,
        ["Currency"] = PropertyType.Currency,
        ["Double"] = PropertyType.Float64,
        ["Float"] = PropertyType.Float32,
        ["Integer"] = PropertyType.Int32,
        ["Long"] = PropertyType.Int64,
        ["Short"] = PropertyType.Int16,
        ["String"] = PropertyType.Text,
        ["SystemTime"] = PropertyType.Time,
    };

    private static readonly Dictionary<PropertyType, PropertyType> Lists = new()
    {
        [PropertyType.Binary] = PropertyType.BinaryList,
        [PropertyType.Guid] = PropertyType.GuidList,
        [PropertyType.Currency] = PropertyType.CurrencyList,
        [PropertyType.Float64] = PropertyType.Float64List,
        [PropertyType.Float32] = PropertyType.Float32List,
        [PropertyType.Int32] = PropertyType.Int32List,
        [PropertyType.Int64] = PropertyType.Int64List,
        [PropertyType.Int16] = PropertyType.Int16List,
        [PropertyType.Text] = PropertyType.TextList,
        [PropertyType.Time] = PropertyType.TimeList,
    };

    /// <summary>Bytes cannot be filtered, nor can lists.</summary>
    public bool CanBeFiltered => Type is not PropertyType.Binary && !Lists.ContainsValue(Type);

    public static ExtendedPropertyId Parse(string text, bool isList)
    {
        Match match = Grammar().Match(text);
        if (!match.Success)
        {
            throw new QueryException($"The extended property '{text}' is not of the form '{{type}} {{tag}}' or '{{type}} {{guid}} Id|Name {{name}}'.");
        }

        string typeName = match.Groups["type"].Value;
        PropertyType type = ParseType(typeName, isList, text);
        if (match.Groups["tag"].Success)
        {
            ushort id = ParseTag(match.Groups["tag"].Value, text);
            return new ExtendedPropertyId(text, new PropertyKey(id), type, Invariant($"{typeName} 0x{id:x}"));
        }

        Guid set = Guid.Parse(match.Groups["set"].Value);
        if (match.Groups["id"].Success)
        {
            uint number = uint.Parse(match.Groups["id"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            PropertyKey key = new(new NamedProperty(set, number));
            return new ExtendedPropertyId(text, key, type, Invariant($"{typeName} {set:B} Id 0x{number:x}"));
        }

        string name = match.Groups["name"].Value;
        return new ExtendedPropertyId(text, new PropertyKey(new NamedProperty(set, name)), type, $"{typeName} {set:B} Name {name}");
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static PropertyType ParseType(string name, bool isList, string text)
    {
        bool hasSuffix = name.EndsWith(ListSuffix, StringComparison.Ordinal);
        if (hasSuffix != isList || !Types.TryGetValue(hasSuffix ? name[..^ListSuffix.Length] : name, out PropertyType type))
        {
            throw new QueryException($"The type of the extended property '{text}' is not a {(isList ? "multi" : "single")}-value type.");
        }

        return isList ? Lists[type] : type;
    }

    /// <summary>The short form is the number alone, the long one has the type behind it.</summary>
    private static ushort ParseTag(string digits, string text)
    {
        uint tag = uint.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        uint id = digits.Length > 4 && tag > ushort.MaxValue ? tag >> 16 : tag;
        return id is > 0 and <= LastPredefinedId
            ? (ushort)id
            : throw new QueryException($"The tag of the extended property '{text}' is not that of a predefined property.");
    }

    [GeneratedRegex(
        @"^(?<type>[A-Za-z]+) (0x(?<tag>[0-9A-Fa-f]{1,8})|(?<set>\{[0-9A-Fa-f-]{36}\}) (Id 0x(?<id>[0-9A-Fa-f]{1,8})|Name (?<name>.+)))$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}

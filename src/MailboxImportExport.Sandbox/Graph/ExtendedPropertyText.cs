using System;
using System.Globalization;
using System.Linq;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.OData;

namespace MailboxImportExport.Sandbox.Graph;

/// <summary>Values of extended properties as texts: on the wire they are always texts.</summary>
internal static class ExtendedPropertyText
{
    public static string Write(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        FileTime time => time.ToDateTimeOffset() is DateTimeOffset known ? TimeText.Write(known, TimePrecision.Seconds) : string.Empty,
        Content content => Convert.ToBase64String(content.ToArray()),
        Guid guid => guid.ToString("D"),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };

    /// <summary>The value as a filter compares it.</summary>
    public static object ForFilter(object value) => value switch
    {
        short or int or long or float or double => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        FileTime time => time.ToDateTimeOffset() ?? DateTimeOffset.MaxValue,
        _ => value,
    };

    /// <summary>Makes the property that a text in a request stands for.</summary>
    public static MapiProperty Read(string id, string text)
    {
        ExtendedPropertyId property = ExtendedPropertyId.Parse(id, isList: false);
        return new MapiProperty(property.Key, property.Type, Parse(property, text));
    }

    /// <summary>Makes the property with a list of values that the texts in a request stand for.</summary>
    public static MapiProperty Read(string id, string[] texts)
    {
        ExtendedPropertyId property = ExtendedPropertyId.Parse(id, isList: true);
        if (texts.Any(static text => text is null))
        {
            throw new QueryException($"A value of the extended property '{id}' is null.");
        }

        object list = property.Type switch
        {
            PropertyType.TextList => texts,
            PropertyType.Int32List => texts.Select(static text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray(),
            _ => throw new QueryException($"Lists of this type cannot be written: '{id}'."),
        };
        return new MapiProperty(property.Key, property.Type, list);
    }

    private static object Parse(ExtendedPropertyId property, string text)
    {
        try
        {
            return property.Type switch
            {
                PropertyType.Text => text,
                PropertyType.Boolean => bool.Parse(text),
                PropertyType.Int16 => short.Parse(text, CultureInfo.InvariantCulture),
                PropertyType.Int32 => int.Parse(text, CultureInfo.InvariantCulture),
                PropertyType.Int64 or PropertyType.Currency => long.Parse(text, CultureInfo.InvariantCulture),
                PropertyType.Float32 => float.Parse(text, CultureInfo.InvariantCulture),
                PropertyType.Float64 => double.Parse(text, CultureInfo.InvariantCulture),
                PropertyType.Guid => Guid.Parse(text),
                PropertyType.Binary => Convert.FromBase64String(text),
                PropertyType.Time => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                _ => throw new QueryException($"Properties of this type cannot be written: '{property.Asked}'."),
            };
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw new QueryException($"The value '{text}' does not fit the extended property '{property.Asked}'.");
        }
    }
}

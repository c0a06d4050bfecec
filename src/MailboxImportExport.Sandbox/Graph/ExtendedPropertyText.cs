using System;
using System.Globalization;
using System.Linq;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.OData;

namespace MailboxImportExport.Sandbox.Graph;

/// <summary>Values of extended properties as texts: on the wire they are always texts.</summary>
internal static class ExtendedPropertyText
{
    /// <summary>Writes a value.</summary>
    public static string Write(object value, TimePrecision precision) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        FileTime time => time.ToDateTimeOffset() is DateTimeOffset known ? TimeText.Write(known, precision) : string.Empty,
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
        return new MapiProperty(property.Key, property.Type, Parse(id, property.Type, text));
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
            PropertyType.Int16List => All<short>(id, PropertyType.Int16, texts),
            PropertyType.Int32List => All<int>(id, PropertyType.Int32, texts),
            PropertyType.Int64List or PropertyType.CurrencyList => All<long>(id, PropertyType.Int64, texts),
            PropertyType.Float32List => All<float>(id, PropertyType.Float32, texts),
            PropertyType.Float64List => All<double>(id, PropertyType.Float64, texts),
            PropertyType.GuidList => All<Guid>(id, PropertyType.Guid, texts),
            PropertyType.BinaryList => All<byte[]>(id, PropertyType.Binary, texts),
            PropertyType.TimeList => Array.ConvertAll(All<DateTimeOffset>(id, PropertyType.Time, texts), FileTime.From),
            _ => throw new QueryException($"Lists of this type cannot be written: '{id}'."),
        };
        return new MapiProperty(property.Key, property.Type, list);
    }

    private static T[] All<T>(string id, PropertyType type, string[] texts) => Array.ConvertAll(texts, text => (T)Parse(id, type, text));

    private static object Parse(string id, PropertyType type, string text)
    {
        try
        {
            return type switch
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
                _ => throw new QueryException($"Properties of this type cannot be written: '{id}'."),
            };
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw new QueryException($"The value '{text}' does not fit the extended property '{id}'.");
        }
    }
}

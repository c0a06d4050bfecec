using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace MailboxImportExport.Model.Mapi;

/// <summary>
/// Values of properties as .NET objects: DateTimeOffset (UTC), Int32, Int64, Boolean, Double, Decimal, Guid, String, bytes, and
/// arrays of these.
/// </summary>
internal static class MapiValue
{
    // Amounts are whole numbers of a ten-thousandth.
    private const decimal CurrencyUnit = 10_000m;

    private static readonly long FirstFileTime = new DateTime(1601, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    /// <summary>A time from the number of 100-nanosecond steps since 1601; null when .NET has no such time.</summary>
    public static DateTimeOffset? Time(long fileTime)
        => fileTime < 0 || fileTime > DateTime.MaxValue.Ticks - FirstFileTime ? null : new DateTimeOffset(FirstFileTime + fileTime, TimeSpan.Zero);

    /// <summary>The number of 100-nanosecond steps since 1601.</summary>
    public static long FileTime(DateTimeOffset time) => time.UtcTicks - FirstFileTime;

    public static decimal Currency(long units) => units / CurrencyUnit;

    public static long CurrencyUnits(decimal amount) => (long)decimal.Round(amount * CurrencyUnit);

    /// <summary>A value that Graph wrote as text, or null when the text is no value of the type.</summary>
    public static object? FromGraph(MapiPropertyType type, string? text) => type switch
    {
        _ when text is null => null,
        MapiPropertyType.String or MapiPropertyType.String8 => text,
        MapiPropertyType.Integer16 or MapiPropertyType.Integer32 or MapiPropertyType.ErrorCode => Integer32(text!),
        MapiPropertyType.Integer64 => Integer64(text!),
        MapiPropertyType.Floating32 or MapiPropertyType.Floating64 or MapiPropertyType.FloatingTime => Floating(text!),
        MapiPropertyType.Currency => Integer64(text!) is long units ? Currency(units) : null,
        MapiPropertyType.Boolean => bool.TryParse(text, out bool flag) ? flag : null,
        MapiPropertyType.Time => Time(text!),
        MapiPropertyType.Guid => Guid.TryParse(text, out Guid guid) ? guid : null,
        MapiPropertyType.Binary or MapiPropertyType.Object or MapiPropertyType.ServerId => Bytes(text!),
        _ => null,
    };

    /// <summary>A list that Graph wrote as texts, as an array of the type of its elements; null when a text is no value of the type.</summary>
    public static Array? FromGraph(MapiPropertyType type, IReadOnlyList<string> texts)
    {
        MapiPropertyType element = MapiPropertyTypes.ElementOf(type);
        object?[] values = texts.Select(text => FromGraph(element, text)).ToArray();
        if (values.Contains(null) || ClrType(element) is not Type clrType)
        {
            return null;
        }

        Array array = Array.CreateInstance(clrType, values.Length);
        values.CopyTo(array, 0);
        return array;
    }

    /// <summary>The .NET type of values of a type that is no list.</summary>
    public static Type? ClrType(MapiPropertyType type) => type switch
    {
        MapiPropertyType.String or MapiPropertyType.String8 => typeof(string),
        MapiPropertyType.Integer16 or MapiPropertyType.Integer32 or MapiPropertyType.ErrorCode => typeof(int),
        MapiPropertyType.Integer64 => typeof(long),
        MapiPropertyType.Floating32 or MapiPropertyType.Floating64 or MapiPropertyType.FloatingTime => typeof(double),
        MapiPropertyType.Currency => typeof(decimal),
        MapiPropertyType.Boolean => typeof(bool),
        MapiPropertyType.Time => typeof(DateTimeOffset),
        MapiPropertyType.Guid => typeof(Guid),
        MapiPropertyType.Binary or MapiPropertyType.Object or MapiPropertyType.ServerId => typeof(byte[]),
        _ => null,
    };

    private static int? Integer32(string text) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static long? Integer64(string text) => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static double? Floating(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;

    private static DateTimeOffset? Time(string text)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out DateTimeOffset time) ? time : null;
    }

    private static byte[]? Bytes(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

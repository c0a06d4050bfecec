using System;
using System.Linq;

namespace MailboxImportExport.Sandbox.Mapi;

/// <summary>Which .NET type stands for which property type, how values compare and how much room they take.</summary>
internal static class PropertyValues
{
    private const int FixedSize = 8;

    public static Type TypeOf(PropertyType type) => type switch
    {
        PropertyType.Int16 => typeof(short),
        PropertyType.Int32 or PropertyType.ErrorCode => typeof(int),
        PropertyType.Float32 => typeof(float),
        PropertyType.Float64 or PropertyType.FloatingTime => typeof(double),
        PropertyType.Currency or PropertyType.Int64 => typeof(long),
        PropertyType.Boolean => typeof(bool),
        PropertyType.Text => typeof(string),
        PropertyType.Time => typeof(FileTime),
        PropertyType.Guid => typeof(Guid),
        PropertyType.Binary or PropertyType.Object or PropertyType.ServerId => typeof(Content),
        PropertyType.Int16List => typeof(short[]),
        PropertyType.Int32List => typeof(int[]),
        PropertyType.Float32List => typeof(float[]),
        PropertyType.Float64List or PropertyType.FloatingTimeList => typeof(double[]),
        PropertyType.CurrencyList or PropertyType.Int64List => typeof(long[]),
        PropertyType.TextList => typeof(string[]),
        PropertyType.TimeList => typeof(FileTime[]),
        PropertyType.GuidList => typeof(Guid[]),
        PropertyType.BinaryList => typeof(Content[]),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such property type."),
    };

    public static bool Fits(PropertyType type, object value) => TypeOf(type).IsInstanceOfType(value);

    public static bool AreEqual(object left, object right) => (left, right) switch
    {
        (Array a, Array b) => a.GetType() == b.GetType() && a.Cast<object>().SequenceEqual(b.Cast<object>()),
        _ => left.Equals(right),
    };

    /// <summary>The bytes a value takes in the store, roughly: the service's own number is no exact sum either.</summary>
    public static long SizeOf(object value) => value switch
    {
        string text => 2L * (text.Length + 1),
        Content content => content.Length,
        Array list => list.Cast<object>().Sum(SizeOf),
        _ => FixedSize,
    };
}

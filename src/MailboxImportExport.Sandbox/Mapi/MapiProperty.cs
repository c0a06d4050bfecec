using System;

namespace MailboxImportExport.Sandbox.Mapi;

/// <summary>
/// One property with its value. The value is of the .NET type that belongs to <see cref="Type"/>: numbers as themselves, times as
/// <see cref="FileTime"/>, text as string, bytes as <see cref="Content"/>, lists as arrays of those.
/// </summary>
internal sealed class MapiProperty
{
    public MapiProperty(PropertyKey key, PropertyType type, object value)
    {
        object held = value switch
        {
            byte[] bytes => new MemoryContent(bytes),
            DateTimeOffset time => FileTime.From(time),
            byte[][] list => Array.ConvertAll(list, bytes => (Content)new MemoryContent(bytes)),
            _ => value,
        };
        if (!PropertyValues.Fits(type, held))
        {
            throw new ArgumentException($"A value of type {value.GetType().Name} does not fit a property of type {type}.", nameof(value));
        }

        Key = key;
        Type = type;
        Value = held;
    }

    public PropertyKey Key { get; }

    public PropertyType Type { get; }

    public object Value { get; }

    /// <summary>Tells whether the other property has the same identity, type and value, contents compared byte by byte.</summary>
    public bool SameAs(MapiProperty other) => Key == other.Key && Type == other.Type && PropertyValues.AreEqual(Value, other.Value);

    public override string ToString() => $"{Key} {Type} {Value}";
}

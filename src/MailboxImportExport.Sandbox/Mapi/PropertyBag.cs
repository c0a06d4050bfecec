using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace MailboxImportExport.Sandbox.Mapi;

/// <summary>The properties of one object, each key once, in ascending order of keys. Never changes.</summary>
internal sealed class PropertyBag : IReadOnlyCollection<MapiProperty>
{
    // A sorted array and no dictionary: a sandbox holds hundreds of thousands of these, each with a few dozen entries.
    private readonly MapiProperty[] _properties;

    /// <summary>Makes a bag; of two properties with the same key the later one counts.</summary>
    public PropertyBag(IEnumerable<MapiProperty> properties)
    {
        Dictionary<PropertyKey, MapiProperty> last = [];
        foreach (MapiProperty property in properties)
        {
            last[property.Key] = property;
        }

        _properties = [.. last.Values];
        Array.Sort(_properties, static (left, right) => left.Key.CompareTo(right.Key));
    }

    public static PropertyBag Empty { get; } = new([]);

    public int Count => _properties.Length;

    public MapiProperty? Find(PropertyKey key)
    {
        int low = 0;
        int high = _properties.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int order = _properties[middle].Key.CompareTo(key);
            if (order == 0)
            {
                return _properties[middle];
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    public bool Has(PropertyTag tag) => Find(tag) is not null;

    /// <summary>The property when it is there with the type of the tag.</summary>
    public MapiProperty? Find(PropertyTag tag) => Find(tag.Key) is MapiProperty found && found.Type == tag.Type ? found : null;

    public string? Text(PropertyTag tag) => Find(tag)?.Value as string;

    public int? Number(PropertyTag tag) => Find(tag)?.Value as int?;

    public bool? Flag(PropertyTag tag) => Find(tag)?.Value as bool?;

    public DateTimeOffset? Time(PropertyTag tag) => Find(tag)?.Value is FileTime time ? time.ToDateTimeOffset() : null;

    public Content? Content(PropertyTag tag) => Find(tag)?.Value as Content;

    public IReadOnlyList<string> Texts(PropertyTag tag) => Find(tag)?.Value as string[] ?? [];

    public PropertyBag With(params MapiProperty[] properties) => new(_properties.Concat(properties));

    public PropertyBag Without(Func<MapiProperty, bool> unwanted) => new(_properties.Where(property => !unwanted(property)));

    public bool SameAs(PropertyBag other)
        => Count == other.Count && _properties.Zip(other._properties).All(static pair => pair.First.SameAs(pair.Second));

    public IEnumerator<MapiProperty> GetEnumerator() => ((IEnumerable<MapiProperty>)_properties).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

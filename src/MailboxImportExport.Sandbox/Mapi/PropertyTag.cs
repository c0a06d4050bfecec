using System;

namespace MailboxImportExport.Sandbox.Mapi;

/// <summary>A property together with the type its value has.</summary>
internal readonly record struct PropertyTag(PropertyKey Key, PropertyType Type)
{
    public PropertyTag(ushort id, PropertyType type)
        : this(new PropertyKey(id), type)
    {
    }

    public PropertyTag(Guid set, uint number, PropertyType type)
        : this(new PropertyKey(new NamedProperty(set, number)), type)
    {
    }

    public PropertyTag(Guid set, string text, PropertyType type)
        : this(new PropertyKey(new NamedProperty(set, text)), type)
    {
    }

    /// <summary>Makes a property of this kind.</summary>
    public MapiProperty With(object value) => new(Key, Type, value);
}

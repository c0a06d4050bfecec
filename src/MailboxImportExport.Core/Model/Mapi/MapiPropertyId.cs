using System.Globalization;

namespace MailboxImportExport.Model.Mapi;

/// <summary>What a property is, apart from the type of its value: a tag, or a name.</summary>
public readonly record struct MapiPropertyId
{
    /// <summary>The first number that is no fixed tag.</summary>
    internal const ushort FirstNamed = 0x8000;

    internal MapiPropertyId(ushort tag) => Tag = tag;

    internal MapiPropertyId(MapiPropertyName name) => Name = name;

    /// <summary>The fixed number, without a type; 0 for a named property.</summary>
    public ushort Tag { get; }

    /// <summary>The name, or null for a property with a fixed number.</summary>
    public MapiPropertyName? Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name?.ToString() ?? "0x" + Tag.ToString("X4", CultureInfo.InvariantCulture);
}

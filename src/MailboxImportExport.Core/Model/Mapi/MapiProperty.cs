using System.Globalization;

namespace MailboxImportExport.Model.Mapi;

/// <summary>A property: what identifies it, the type of its value, and the name that Microsoft's specifications give it.</summary>
public sealed record MapiProperty
{
    /// <summary>Tag or name.</summary>
    public required MapiPropertyId Id { get; init; }

    /// <summary>Type of the value; unspecified when it was not named and is not known.</summary>
    public required MapiPropertyType Type { get; init; }

    /// <summary>Canonical name, for example <c>PidTagSubject</c>, or null when the module knows none.</summary>
    public string? CanonicalName { get; init; }

    /// <summary>What to call the property: its canonical name, else its tag or name.</summary>
    public string Name => CanonicalName ?? Id.ToString();

    /// <summary>
    /// Reads a property as people write it: <c>PidTagSubject</c>, <c>0x0037</c>, <c>0x0037001F</c>, <c>String 0x0037</c>,
    /// <c>{guid} 0x8501</c>, <c>PSETID_Common 0x8501</c> or <c>StringArray {guid} Name Keywords</c>.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>The property; the type of a known one is filled in.</returns>
    /// <exception cref="MailboxImportExportException">It is none of these, or of no known name.</exception>
    public static MapiProperty Parse(string text) => MapiPropertyParser.Parse(text) ?? throw Errors.PropertyNotRecognized(text, CanonicalNames.Like(text));

    /// <summary>The id by which Graph knows the property as an extended property, or null when its type is unknown or Graph has none for it.</summary>
    public string? ToGraphId()
    {
        if (MapiPropertyTypes.ToGraph(Type) is not string type)
        {
            return null;
        }

        return Id.Name switch
        {
            null => string.Format(CultureInfo.InvariantCulture, "{0} 0x{1:X4}", type, Id.Tag),
            { Number: uint number } name => string.Format(CultureInfo.InvariantCulture, "{0} {1:B} Id 0x{2:X4}", type, name.PropertySet, number),
            MapiPropertyName name => string.Format(CultureInfo.InvariantCulture, "{0} {1:B} Name {2}", type, name.PropertySet, name.Text),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>A property as it is met: with its type, and its name when it has one.</summary>
    internal static MapiProperty Of(MapiPropertyId id, MapiPropertyType type)
        => new() { Id = id, Type = type, CanonicalName = CanonicalNames.Find(id, type)?.CanonicalName };
}

using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.FastTransfer;

/// <summary>
/// The type of a value as it stands on the wire. Texts stand in the code page in which they are stored: the type is 0x8000 with
/// the number of the code page, and 0x1000 more for a list of texts.
/// </summary>
internal readonly record struct WireType
{
    public const ushort Utf16 = 0x84B0;
    public const ushort Utf16List = 0x94B0;
    private const int CodePageBit = 0x8000;
    private const int ListBit = 0x1000;

    private WireType(ushort number, MapiPropertyType type, ValueShape shape, int fixedLength, int codePage)
    {
        Number = number;
        Type = type;
        Shape = shape;
        FixedLength = fixedLength;
        CodePage = codePage;
    }

    /// <summary>The number on the wire.</summary>
    public ushort Number { get; init; }

    /// <summary>The type that it stands for: texts of all code pages are <see cref="MapiPropertyType.String"/>.</summary>
    public MapiPropertyType Type { get; }

    public ValueShape Shape { get; }

    /// <summary>Bytes of a value, or of an element, of fixed length.</summary>
    public int FixedLength { get; }

    /// <summary>Code page of a text; 0 for everything else.</summary>
    public int CodePage { get; }

    public bool IsText => CodePage != 0;

    /// <summary>Whether the code page of a text is not known and its characters are a guess.</summary>
    public bool IsGuess => (Number & CodePageBit) != 0 && !CodePages.IsKnown(Number & ~CodePageBit) && !CodePages.IsKnown(Number & ~CodePageBit & ~ListBit) && !CodePages.IsKnown(Number);

    /// <summary>A list of texts whose number could be that of a code page as well: its content decides.</summary>
    public bool IsUncertainList => Shape == ValueShape.SizedList && (Number & CodePageBit) != 0;

    public static WireType Of(ushort number)
    {
        if ((number & CodePageBit) != 0)
        {
            return OfCodePage(number);
        }

        MapiPropertyType type = (MapiPropertyType)number;
        MapiPropertyType element = MapiPropertyTypes.ElementOf(type);
        bool isList = MapiPropertyTypes.IsMultiple(type);
        if (number != 0 && !MapiPropertyTypes.IsKnown(number))
        {
            return new WireType(number, type, ValueShape.Unknown, 0, 0);
        }

        int length = FixedLengthOf(element);
        return (element, length) switch
        {
            (MapiPropertyType.String8, _) => new WireType(number, isList ? MapiPropertyType.MultipleString : MapiPropertyType.String, Sized(isList), 0, CodePages.Western),
            (MapiPropertyType.String, _) => new WireType(number, type, Sized(isList), 0, CodePages.Utf16),
            (MapiPropertyType.Binary or MapiPropertyType.Object or MapiPropertyType.ServerId, _) => new WireType(number, type, Sized(isList), 0, 0),
            _ => new WireType(number, type, isList ? ValueShape.FixedList : ValueShape.Fixed, length, 0),
        };
    }

    /// <summary>The type of one text in place of a list of texts.</summary>
    public WireType AsOneText() => Of((ushort)(Number & ~ListBit));

    private static WireType OfCodePage(ushort number)
    {
        int codePage = number & ~CodePageBit;
        if (CodePages.IsKnown(codePage))
        {
            return new WireType(number, MapiPropertyType.String, ValueShape.Sized, 0, codePage);
        }

        // The bit of a list is also part of the numbers of some code pages, so the number decides.
        if ((codePage & ListBit) != 0 && CodePages.IsKnown(codePage & ~ListBit))
        {
            return new WireType(number, MapiPropertyType.MultipleString, ValueShape.SizedList, 0, codePage & ~ListBit);
        }

        // Numbers above 32767, such as 65001, share their top bit with the mark. A code page that nobody knows is read as Western.
        return new WireType(number, MapiPropertyType.String, ValueShape.Sized, 0, CodePages.IsKnown(number) ? number : CodePages.Western);
    }

    private static ValueShape Sized(bool isList) => isList ? ValueShape.SizedList : ValueShape.Sized;

    private static int FixedLengthOf(MapiPropertyType type) => type switch
    {
        MapiPropertyType.Integer16 => 2,

        // Two bytes here, one everywhere else in MAPI.
        MapiPropertyType.Boolean => 2,
        MapiPropertyType.Integer32 or MapiPropertyType.Floating32 or MapiPropertyType.ErrorCode => 4,
        MapiPropertyType.Floating64 or MapiPropertyType.FloatingTime or MapiPropertyType.Currency or MapiPropertyType.Integer64 or MapiPropertyType.Time => 8,
        MapiPropertyType.Guid => 16,
        _ => 0,
    };
}

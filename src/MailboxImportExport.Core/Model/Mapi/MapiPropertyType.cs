using System.Diagnostics.CodeAnalysis;

namespace MailboxImportExport.Model.Mapi;

/// <summary>
/// Types of property values, numbered as in a property tag and named as in Microsoft's "[MS-OXCDATA]: Data Structures" without the prefix Ptyp.
/// </summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The names of the specification.")]
public enum MapiPropertyType
{
    /// <summary>Not said.</summary>
    Unspecified = 0x0000,

    /// <summary>No value.</summary>
    Null = 0x0001,

    /// <summary>A number of 16 bits; read as Int32.</summary>
    Integer16 = 0x0002,

    /// <summary>A number of 32 bits.</summary>
    Integer32 = 0x0003,

    /// <summary>A floating-point number of 32 bits; read as Double.</summary>
    Floating32 = 0x0004,

    /// <summary>A floating-point number of 64 bits.</summary>
    Floating64 = 0x0005,

    /// <summary>An amount with four decimals.</summary>
    Currency = 0x0006,

    /// <summary>A time as a floating-point number of days since the end of 1899, in no zone.</summary>
    FloatingTime = 0x0007,

    /// <summary>An error number; read as Int32.</summary>
    ErrorCode = 0x000A,

    /// <summary>True or false.</summary>
    Boolean = 0x000B,

    /// <summary>An embedded object; read as bytes.</summary>
    Object = 0x000D,

    /// <summary>A number of 64 bits.</summary>
    Integer64 = 0x0014,

    /// <summary>A text in the code page of the item.</summary>
    String8 = 0x001E,

    /// <summary>A text in Unicode.</summary>
    String = 0x001F,

    /// <summary>A time, UTC.</summary>
    Time = 0x0040,

    /// <summary>A GUID.</summary>
    Guid = 0x0048,

    /// <summary>An identifier of the server; read as bytes.</summary>
    ServerId = 0x00FB,

    /// <summary>Bytes.</summary>
    Binary = 0x0102,

    /// <summary>A list of numbers of 16 bits.</summary>
    MultipleInteger16 = 0x1002,

    /// <summary>A list of numbers of 32 bits.</summary>
    MultipleInteger32 = 0x1003,

    /// <summary>A list of floating-point numbers of 32 bits.</summary>
    MultipleFloating32 = 0x1004,

    /// <summary>A list of floating-point numbers of 64 bits.</summary>
    MultipleFloating64 = 0x1005,

    /// <summary>A list of amounts.</summary>
    MultipleCurrency = 0x1006,

    /// <summary>A list of times as numbers of days.</summary>
    MultipleFloatingTime = 0x1007,

    /// <summary>A list of numbers of 64 bits.</summary>
    MultipleInteger64 = 0x1014,

    /// <summary>A list of texts in the code page of the item.</summary>
    MultipleString8 = 0x101E,

    /// <summary>A list of texts in Unicode.</summary>
    MultipleString = 0x101F,

    /// <summary>A list of times.</summary>
    MultipleTime = 0x1040,

    /// <summary>A list of GUIDs.</summary>
    MultipleGuid = 0x1048,

    /// <summary>A list of bytes.</summary>
    MultipleBinary = 0x1102,
}

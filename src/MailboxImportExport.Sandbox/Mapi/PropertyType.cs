namespace MailboxImportExport.Sandbox.Mapi;

/// <summary>The types of MAPI property values, numbered as they are in a property tag.</summary>
internal enum PropertyType
{
    Int16 = 0x0002,
    Int32 = 0x0003,
    Float32 = 0x0004,
    Float64 = 0x0005,
    Currency = 0x0006,
    FloatingTime = 0x0007,
    ErrorCode = 0x000A,
    Boolean = 0x000B,
    Object = 0x000D,
    Int64 = 0x0014,
    Text = 0x001F,
    Time = 0x0040,
    Guid = 0x0048,
    ServerId = 0x00FB,
    Binary = 0x0102,
    Int16List = 0x1002,
    Int32List = 0x1003,
    Float32List = 0x1004,
    Float64List = 0x1005,
    CurrencyList = 0x1006,
    FloatingTimeList = 0x1007,
    Int64List = 0x1014,
    TextList = 0x101F,
    TimeList = 0x1040,
    GuidList = 0x1048,
    BinaryList = 0x1102,
}

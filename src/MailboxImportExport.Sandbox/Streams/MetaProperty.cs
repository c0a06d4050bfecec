namespace MailboxImportExport.Sandbox.Streams;

/// <summary>
/// Numbers of entries that look like properties and have a value, but speak about the stream. They are told by number alone,
/// because the type of a text among them is that of a code page.
/// </summary>
internal static class MetaProperty
{
    public const ushort DnPrefix = 0x4008;
    public const ushort EcWarning = 0x400F;
    public const ushort NewFXFolder = 0x4011;
    public const ushort FXDelProp = 0x4016;
    public const ushort SyncMessagePartial = 0x407A;
    public const ushort SyncGroupId = 0x407C;

    public static bool Is(ushort id) => id is DnPrefix or EcWarning or NewFXFolder or FXDelProp or SyncMessagePartial or SyncGroupId;
}

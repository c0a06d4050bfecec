namespace MailboxImportExport.FastTransfer;

/// <summary>
/// Numbers of entries that have the form of a property but speak about the stream. They are told by number alone: a text among
/// them has the type of a code page.
/// </summary>
internal static class MetaProperty
{
    /// <summary>Beginning of distinguished names; to be ignored, names in the stream are complete.</summary>
    public const ushort DnPrefix = 0x4008;

    /// <summary>What follows is not complete; the value is an error number.</summary>
    public const ushort EcWarning = 0x400F;

    public const ushort NewFXFolder = 0x4011;

    /// <summary>Clear a list of the target first; the value is the tag of the list.</summary>
    public const ushort FXDelProp = 0x4016;

    public const ushort SyncMessagePartial = 0x407A;
    public const ushort SyncGroupId = 0x407C;

    public static bool Is(ushort id) => id is DnPrefix or EcWarning or NewFXFolder or FXDelProp or SyncMessagePartial or SyncGroupId;
}

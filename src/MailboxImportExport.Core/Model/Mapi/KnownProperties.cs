namespace MailboxImportExport.Model.Mapi;

/// <summary>The properties that the module itself works with; a test holds them against the list of canonical names.</summary>
internal static class KnownProperties
{
    public static readonly MapiPropertyId Importance = Tag(0x0017);
    public static readonly MapiPropertyId MessageClass = Tag(0x001A);
    public static readonly MapiPropertyId Sensitivity = Tag(0x0036);
    public static readonly MapiPropertyId Subject = Tag(0x0037);
    public static readonly MapiPropertyId ClientSubmitTime = Tag(0x0039);
    public static readonly MapiPropertyId MessageDeliveryTime = Tag(0x0E06);
    public static readonly MapiPropertyId MessageFlags = Tag(0x0E07);
    public static readonly MapiPropertyId MessageSize = Tag(0x0E08);
    public static readonly MapiPropertyId ParentEntryId = Tag(0x0E09);
    public static readonly MapiPropertyId AttachSize = Tag(0x0E20);
    public static readonly MapiPropertyId AttachNumber = Tag(0x0E21);
    public static readonly MapiPropertyId Access = Tag(0x0FF4);
    public static readonly MapiPropertyId InstanceKey = Tag(0x0FF6);
    public static readonly MapiPropertyId AccessLevel = Tag(0x0FF7);
    public static readonly MapiPropertyId MappingSignature = Tag(0x0FF8);
    public static readonly MapiPropertyId RecordKey = Tag(0x0FF9);
    public static readonly MapiPropertyId StoreEntryId = Tag(0x0FFB);
    public static readonly MapiPropertyId EntryId = Tag(0x0FFF);
    public static readonly MapiPropertyId Rowid = Tag(0x3000);
    public static readonly MapiPropertyId DisplayName = Tag(0x3001);
    public static readonly MapiPropertyId EmailAddress = Tag(0x3003);
    public static readonly MapiPropertyId CreationTime = Tag(0x3007);
    public static readonly MapiPropertyId LastModificationTime = Tag(0x3008);
    public static readonly MapiPropertyId SearchKey = Tag(0x300B);
    public static readonly MapiPropertyId AttachFilename = Tag(0x3704);
    public static readonly MapiPropertyId AttachMethod = Tag(0x3705);
    public static readonly MapiPropertyId AttachLongFilename = Tag(0x3707);
    public static readonly MapiPropertyId SmtpAddress = Tag(0x39FE);
    public static readonly MapiPropertyId CreatorName = Tag(0x3FF8);
    public static readonly MapiPropertyId CreatorEntryId = Tag(0x3FF9);
    public static readonly MapiPropertyId LastModifierName = Tag(0x3FFA);
    public static readonly MapiPropertyId LastModifierEntryId = Tag(0x3FFB);
    public static readonly MapiPropertyId SourceKey = Tag(0x65E0);
    public static readonly MapiPropertyId ParentSourceKey = Tag(0x65E1);
    public static readonly MapiPropertyId ChangeKey = Tag(0x65E2);
    public static readonly MapiPropertyId PredecessorChangeList = Tag(0x65E3);

    private static MapiPropertyId Tag(ushort tag) => new(tag);
}

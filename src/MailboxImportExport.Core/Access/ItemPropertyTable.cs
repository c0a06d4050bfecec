using System.Collections.Generic;
using MailboxImportExport.Model;

namespace MailboxImportExport.Access;

/// <summary>The properties of the Graph resource mailboxItem, and the extended ones that a listing asks for besides.</summary>
/// <remarks>Microsoft Graph documentation, mailboxItem; MS-OXPROPS.</remarks>
internal static class ItemPropertyTable
{
    public static IReadOnlyList<MailboxItemPropertyDescription> All { get; } =
    [
        Own("id", "String", "ItemId", "The id of the item; letter case counts."),
        Own("changeKey", "String", "ChangeKey", "Changes with every version of the item."),
        Own("type", "String", "ItemClass", "Message class, for example IPM.Note."),
        Own("size", "Int64", "Size", "Size in bytes; what an export takes can be many times that."),
        Own("createdDateTime", "DateTimeOffset", "Created", "When the item came into this mailbox."),
        Own("lastModifiedDateTime", "DateTimeOffset", "Modified", "When the item was last changed."),
        Own("categories", "Collection(String)", "Categories", "Categories of the item."),
        Own("singleValueExtendedProperties", "Collection(singleValueLegacyExtendedProperty)", "Properties", "Any property with one value, by its MAPI id; only with $expand."),
        Own("multiValueExtendedProperties", "Collection(multiValueLegacyExtendedProperty)", "Properties", "Any property with a list of values, by its MAPI id; only with $expand."),
        Extended("String 0x0037", "Subject", "Subject; the resource itself has none."),
        Extended("SystemTime 0x0039", "Sent", "When the item was submitted."),
        Extended("SystemTime 0x0E06", "Received", "When the item was delivered."),
        Extended("Integer 0x0E07", "IsRead", "Message flags; the first bit says whether the item is read."),
        Extended("Boolean 0x0E1B", "HasAttachment", "Whether the item has attachments."),
        Extended("String 0x0C1A", "Sender", "Display name of the sender."),
        Extended("String 0x5D01", "SenderAddress", "SMTP address of the sender."),
        Extended("Binary 0x300B", "SearchKey", "Survives export and import."),
    ];

    private static MailboxItemPropertyDescription Own(string name, string type, string property, string description)
        => new() { Name = name, Type = type, ItemProperty = property, Description = description };

    private static MailboxItemPropertyDescription Extended(string id, string property, string description)
        => new() { Name = id, Type = id.Substring(0, id.IndexOf(' ')), ItemProperty = property, IsExtended = true, Description = description };
}

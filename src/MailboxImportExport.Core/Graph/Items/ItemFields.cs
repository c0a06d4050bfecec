using System;
using System.Globalization;
using System.Linq;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Items;

/// <summary>
/// What a listing asks for. The resource itself knows neither subject nor sender nor time of delivery: they are read as
/// extended properties, all by one expand.
/// </summary>
/// <remarks>Tags: MS-OXPROPS. Resource: Microsoft Graph documentation, mailboxItem.</remarks>
internal static class ItemFields
{
    private const int Subject = 0x0037;
    private const int ClientSubmitTime = 0x0039;
    private const int MessageDeliveryTime = 0x0E06;
    private const int MessageFlags = 0x0E07;
    private const int SenderName = 0x0C1A;
    private const int SenderSmtpAddress = 0x5D01;
    private const int SearchKey = 0x300B;
    private const int FlagRead = 0x1;

    public const string Select = "id,changeKey,type,size,createdDateTime,lastModifiedDateTime,categories";

    public static string Expand { get; } = ExtendedPropertyId.Expand(
    [
        "String 0x0037", "SystemTime 0x0039", "SystemTime 0x0E06", "Integer 0x0E07", "String 0x0C1A", "String 0x5D01", "Binary 0x300B",
    ]);

    public static MailboxItem ToModel(ItemJson json, MailboxContentFolder folder) => new()
    {
        MailboxId = folder.MailboxId,
        FolderId = folder.FolderId,
        FolderPath = folder.Path,
        Folder = folder,
        ItemId = json.Id ?? throw Errors.AnswerInvalid("an item has no id."),
        ChangeKey = json.ChangeKey,
        ItemClass = json.Type,
        Size = json.Size ?? 0,
        Created = json.CreatedDateTime?.ToUniversalTime(),
        Modified = json.LastModifiedDateTime?.ToUniversalTime(),
        Categories = json.Categories?.OfType<string>().ToArray() ?? Array.Empty<string>(),
        Subject = WithoutControlPrefix(Text(json, Subject)),
        Sender = Text(json, SenderName),
        SenderAddress = Text(json, SenderSmtpAddress),
        Sent = Time(json, ClientSubmitTime),
        Received = Time(json, MessageDeliveryTime),
        IsRead = Number(json, MessageFlags) is int flags ? (flags & FlagRead) != 0 : null,
        SearchKey = ExtendedPropertyId.Find(json.SingleValueExtendedProperties, "Binary", SearchKey),
    };

    // MAPI marks the length of "RE: " by the character 1 and one more in front of the subject (MS-OXCMSG, PidTagSubject).
    private static string? WithoutControlPrefix(string? subject)
        => subject?.Length >= 2 && subject[0] == '\u0001' ? subject.Substring(2) : subject;

    private static string? Text(ItemJson json, int tag) => ExtendedPropertyId.Find(json.SingleValueExtendedProperties, "String", tag);

    private static int? Number(ItemJson json, int tag)
    {
        string? text = ExtendedPropertyId.Find(json.SingleValueExtendedProperties, "Integer", tag);
        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) ? number : null;
    }

    private static DateTimeOffset? Time(ItemJson json, int tag)
    {
        string? text = ExtendedPropertyId.Find(json.SingleValueExtendedProperties, "SystemTime", tag);
        bool isTime = DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTimeOffset time);
        return isTime ? time : null;
    }
}

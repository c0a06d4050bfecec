using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;
using MailboxImportExport.Model.Mapi;

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
    private const int HasAttachments = 0x0E1B;
    private const int SenderName = 0x0C1A;
    private const int SenderSmtpAddress = 0x5D01;
    private const int SearchKey = 0x300B;
    private const int FlagRead = 0x1;

    public const string Select = "id,changeKey,type,size,createdDateTime,lastModifiedDateTime,categories";

    /// <summary>The extended properties that every listing asks for.</summary>
    public static IReadOnlyList<string> Ids { get; } =
    [
        "String 0x0037", "SystemTime 0x0039", "SystemTime 0x0E06", "Integer 0x0E07", "Boolean 0x0E1B", "String 0x0C1A", "String 0x5D01", "Binary 0x300B",
    ];

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
        Subject = SubjectText.WithoutControlPrefix(Text(json, Subject)),
        Sender = Text(json, SenderName),
        SenderAddress = Text(json, SenderSmtpAddress),
        Sent = Time(json, ClientSubmitTime),
        Received = Time(json, MessageDeliveryTime),
        IsRead = Number(json, MessageFlags) is int flags ? (flags & FlagRead) != 0 : null,
        HasAttachment = Flag(json, HasAttachments),
        SearchKey = ExtendedPropertyId.Find(json.SingleValueExtendedProperties, "Binary", SearchKey),
    };

    /// <summary>The values of properties that were asked for beyond these; what the item lacks is left out.</summary>
    public static IReadOnlyDictionary<string, object?> Values(ItemJson json, IReadOnlyList<MapiProperty> properties)
    {
        Dictionary<string, object?> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (ExtendedPropertyJson single in json.SingleValueExtendedProperties ?? [])
        {
            Add(values, properties, single.Id, property => MapiValue.FromGraph(property.Type, single.Value));
        }

        foreach (MultiValuePropertyJson list in json.MultiValueExtendedProperties ?? [])
        {
            Add(values, properties, list.Id, property => MapiValue.FromGraph(property.Type, list.Value ?? []));
        }

        return values;
    }

    private static void Add(Dictionary<string, object?> values, IReadOnlyList<MapiProperty> properties, string? id, Func<MapiProperty, object?> read)
    {
        // The service may write an id in another way than it was asked for: what it means is compared.
        MapiProperty? answered = id is null ? null : MapiPropertyParser.Parse(id);
        MapiProperty? asked = answered is null ? null : properties.FirstOrDefault(p => p.Id.Equals(answered.Id) && p.Type == answered.Type);
        if (asked is not null && read(asked) is object value)
        {
            values[asked.Name] = value;
        }
    }

    private static string? Text(ItemJson json, int tag) => ExtendedPropertyId.Find(json.SingleValueExtendedProperties, "String", tag);

    private static bool? Flag(ItemJson json, int tag)
        => bool.TryParse(ExtendedPropertyId.Find(json.SingleValueExtendedProperties, "Boolean", tag), out bool flag) ? flag : null;

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

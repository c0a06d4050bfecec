using MailboxImportExport.FastTransfer;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.Mail;

/// <summary>
/// The body of an item in the forms that people and programs ask for. An item has it in one form or in several; what is missing
/// is made of what is there.
/// </summary>
internal sealed record ItemBodies(string? Text, string? Html)
{
    // Longer ones are left where they are: an item of many megabytes has attachments, not text.
    private const int LongestBody = 16 * 1024 * 1024;

    public static ItemBodies Of(ItemNode message)
    {
        string? text = Stored(message, KnownProperties.Body);
        string? html = Stored(message, KnownProperties.Html) ?? FromBytes(message);
        if (text is not null && html is not null)
        {
            return new ItemBodies(text, html);
        }

        RtfBody? rich = html is null ? Rich(message) : null;
        html ??= rich is { Kind: RtfKind.Html } ? rich.Content : null;
        text ??= html is not null ? HtmlText.Of(html) : rich?.Content;
        return new ItemBodies(text, html);
    }

    private static string? Stored(ItemNode message, MapiPropertyId id)
        => message.Find(id, MapiPropertyType.String) is ItemProperty found && found.Length <= LongestBody ? found.Value() as string : null;

    private static string? FromBytes(ItemNode message)
        => message.Bytes(KnownProperties.Html, LongestBody) is byte[] bytes ? HtmlBytes.Decode(bytes, message.Number(KnownProperties.InternetCodepage)) : null;

    private static RtfBody? Rich(ItemNode message)
        => message.Bytes(KnownProperties.RtfCompressed, LongestBody) is byte[] bytes && RtfCompression.Decompress(bytes) is byte[] rtf ? RtfBody.Read(rtf) : null;
}

using MailboxImportExport.FastTransfer;
using MailboxImportExport.Model;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.Mail;

/// <summary>Tells which item it is from the content of the item.</summary>
internal static class StreamIdentity
{
    private const int LongestKey = 1024;

    public static ItemIdentity Of(ItemNode message) => ItemIdentity.Of(
        message.Bytes(KnownProperties.SearchKey, LongestKey),
        message.Text(KnownProperties.MessageClass),
        message.Text(KnownProperties.Subject),
        message.Time(KnownProperties.ClientSubmitTime),
        message.Time(KnownProperties.MessageDeliveryTime));
}

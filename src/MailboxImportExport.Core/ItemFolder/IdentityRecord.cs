using System;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Model;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.ItemFolder;

/// <summary>What makes an exported item the same item as another, as its content has it.</summary>
internal sealed record IdentityRecord
{
    /// <summary>Search key, base64.</summary>
    public string? SearchKey { get; init; }

    public string? ItemClass { get; init; }

    public string? Subject { get; init; }

    public DateTimeOffset? Sent { get; init; }

    public DateTimeOffset? Received { get; init; }

    public static IdentityRecord Of(IdentityFields fields) => new()
    {
        SearchKey = fields.SearchKey is byte[] key ? Convert.ToBase64String(key) : null,
        ItemClass = fields.ItemClass,
        Subject = SubjectText.WithoutControlPrefix(fields.Subject),
        Sent = fields.Sent,
        Received = fields.Received,
    };

    /// <summary>The normal form, in which it is compared.</summary>
    public ItemIdentity ToIdentity() => ItemIdentity.Of(ItemIdentity.Key(SearchKey), ItemClass, Subject, Sent, Received);
}

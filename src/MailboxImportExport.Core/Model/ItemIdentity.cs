using System;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.Model;

/// <summary>
/// What two items have in common when they are the same item: search key, message class, subject, times of submission and
/// delivery, brought into one form, because a listing and a stream write them differently. Equal records are the same item, as
/// long as they have a key.
/// </summary>
internal sealed record ItemIdentity
{
    private ItemIdentity()
    {
    }

    /// <summary>Search key in hexadecimal; without one an item is never taken for another.</summary>
    public string? SearchKey { get; private init; }

    /// <summary>Message class in upper case: classes differ by more than letter case.</summary>
    public string? ItemClass { get; private init; }

    /// <summary>Subject without its control prefix; a subject of no characters counts as none, because listings leave it out.</summary>
    public string? Subject { get; private init; }

    /// <summary>Time of submission in whole seconds: listings cut off what is finer.</summary>
    public DateTimeOffset? Submitted { get; private init; }

    /// <summary>Time of delivery in whole seconds.</summary>
    public DateTimeOffset? Delivered { get; private init; }

    /// <summary>Makes the normal form.</summary>
    /// <param name="searchKey">The key as bytes.</param>
    /// <param name="itemClass">Message class.</param>
    /// <param name="subject">Subject, with or without its control prefix.</param>
    /// <param name="submitted">Time of submission.</param>
    /// <param name="delivered">Time of delivery.</param>
    public static ItemIdentity Of(byte[]? searchKey, string? itemClass, string? subject, DateTimeOffset? submitted, DateTimeOffset? delivered) => new()
    {
        SearchKey = searchKey is null or { Length: 0 } ? null : Hex.Of(searchKey),
        ItemClass = Present(itemClass)?.ToUpperInvariant(),
        Subject = Text(subject),
        Submitted = WholeSeconds(submitted),
        Delivered = WholeSeconds(delivered),
    };

    /// <summary>The identity of an item as a listing or a manifest knows it.</summary>
    public static ItemIdentity Of(MailboxItem item) => Of(Key(item.SearchKey), item.ItemClass, item.Subject, item.Sent, item.Received);

    /// <summary>Reads a key that is written in base64; what is not base64 is no key.</summary>
    public static byte[]? Key(string? base64) => MapiValue.FromGraph(MapiPropertyType.Binary, base64) as byte[];

    /// <summary>The normal form of a subject.</summary>
    public static string? Text(string? subject) => Present(SubjectText.WithoutControlPrefix(subject));

    private static string? Present(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static DateTimeOffset? WholeSeconds(DateTimeOffset? time)
        => time is DateTimeOffset known ? new DateTimeOffset(known.UtcTicks - (known.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero) : null;
}

using System;
using System.Globalization;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Items;

/// <summary>
/// Which items of a folder are wanted. Everything is decided here, item by item; what the service can decide as well is put into
/// words for it, so that fewer pages are asked for.
/// </summary>
internal sealed record ItemFilter
{
    private static readonly char[] Wildcards = ['*', '?'];

    /// <summary>Everything.</summary>
    public static ItemFilter All { get; } = new();

    /// <summary>The time that <see cref="After"/> and <see cref="Before"/> are about.</summary>
    public ItemTime TimeProperty { get; init; }

    /// <summary>Items of this time or later.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>Items before this time.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Message class, wildcards allowed.</summary>
    public string? ItemClass { get; init; }

    /// <summary>Subject; a part of it where there are no wildcards.</summary>
    public string? Subject { get; init; }

    /// <summary>Name or address of the sender; a part of it where there are no wildcards.</summary>
    public string? Sender { get; init; }

    /// <summary>Bytes as reported, exclusive.</summary>
    public long? LargerThan { get; init; }

    /// <summary>Bytes as reported, exclusive.</summary>
    public long? SmallerThan { get; init; }

    public bool UnreadOnly { get; init; }

    public bool WithAttachmentOnly { get; init; }

    /// <summary>Search key, base64.</summary>
    public string? SearchKey { get; init; }

    /// <summary>OData that the user wrote, in parentheses; the service alone decides on it.</summary>
    public string? Raw { get; init; }

    /// <summary>Whether nothing is left out.</summary>
    public bool IsAll => this == All;

    /// <summary>The time of an item.</summary>
    public static DateTimeOffset? TimeOf(MailboxItem item, ItemTime property) => property switch
    {
        ItemTime.Received => item.Received,
        ItemTime.Sent => item.Sent,
        ItemTime.Created => item.Created,
        ItemTime.Modified => item.Modified,
        _ => item.Time,
    };

    public bool Takes(MailboxItem item)
        => TakesTime(item)
            && (ItemClass is null || Wildcard.IsMatch(item.ItemClass ?? string.Empty, ItemClass))
            && (Subject is null || IsLike(item.Subject, Subject))
            && (Sender is null || IsLike(item.Sender, Sender) || IsLike(item.SenderAddress, Sender))
            && (LargerThan is null || item.Size > LargerThan)
            && (SmallerThan is null || item.Size < SmallerThan)
            && (!UnreadOnly || item.IsRead == false)
            && (!WithAttachmentOnly || item.HasAttachment == true)
            && (SearchKey is null || item.SearchKey == SearchKey);

    /// <summary>Whether the service is asked to leave items out.</summary>
    public bool IsPushed => Raw is not null || ToOData() is not null;

    /// <summary>What of the filter the service may be able to apply, <see cref="Raw"/> apart, or null. It never leaves out what <see cref="Takes"/> would take.</summary>
    public string? ToOData() => ODataQuery.And(
        TimeClauses(),
        ClassClause(),
        Subject is not null && Subject.IndexOfAny(Wildcards) < 0 ? SubjectClause(Subject) : null,
        LargerThan is long larger ? $"size gt {larger.ToString(CultureInfo.InvariantCulture)}" : null,
        SmallerThan is long smaller ? $"size lt {smaller.ToString(CultureInfo.InvariantCulture)}" : null);

    private static bool IsLike(string? text, string pattern)
        => pattern.IndexOfAny(Wildcards) >= 0
            ? Wildcard.IsMatch(text ?? string.Empty, pattern)
            : text?.IndexOf(pattern, StringComparison.OrdinalIgnoreCase) >= 0;

    private static string Quoted(string text) => "'" + text.Replace("'", "''") + "'";

    // PidTagSubject; the grammar of extended properties knows contains on texts (Microsoft Graph documentation, "singleValueLegacyExtendedProperty: get").
    private static string SubjectClause(string subject)
        => $"singleValueExtendedProperties/Any(ep: ep/id eq 'String 0x0037' and contains(ep/value, {Quoted(subject)}))";

    private bool TakesTime(MailboxItem item)
    {
        if (After is null && Before is null)
        {
            return true;
        }

        DateTimeOffset? time = TimeOf(item, TimeProperty);
        return (After is null || time >= After) && (Before is null || time < Before);
    }

    // Only fields of the resource: an extended property that an item lacks would leave it out.
    private string? TimeClauses()
    {
        string? field = TimeProperty switch
        {
            ItemTime.Created => "createdDateTime",
            ItemTime.Modified => "lastModifiedDateTime",
            _ => null,
        };
        if (field is null)
        {
            return null;
        }

        return ODataQuery.And(
            After is DateTimeOffset after ? $"{field} ge {ODataQuery.Literal(after)}" : null,
            Before is DateTimeOffset before ? $"{field} lt {ODataQuery.Literal(before)}" : null);
    }

    private string? ClassClause()
    {
        if (ItemClass is null || ItemClass.IndexOf('?') >= 0)
        {
            return null;
        }

        int star = ItemClass.IndexOf('*');
        return star switch
        {
            < 0 => $"type eq {Quoted(ItemClass)}",
            0 => null,
            _ => $"startswith(type, {Quoted(ItemClass.Substring(0, star))})",
        };
    }
}

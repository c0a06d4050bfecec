using System;
using MailboxImportExport.Graph.Mailboxes;
using MailboxImportExport.Model;

namespace MailboxImportExport.Binding;

/// <summary>
/// Reads what an object says about a mailbox, by the names of its properties and never by its type: the same mailbox arrives as
/// a live object, a deserialised one, a Graph user, a row of a CSV file, or an object of this module.
/// </summary>
/// <remarks>
/// Names that mean different things are not read: <c>Guid</c> is the directory object in Exchange, <c>Identity</c>, <c>Name</c> and
/// <c>Alias</c> are not unique. <c>Id</c> is the Entra object id in Microsoft Graph and something else in Exchange.
/// </remarks>
internal static class MailboxIdentityReader
{
    /// <summary>Reads text.</summary>
    public static MailboxIdentity FromText(string text)
    {
        string trimmed = text.Trim();
        MailboxIdentity identity = new() { Text = trimmed };
        if (MailboxId.IsOne(trimmed))
        {
            return identity with { MailboxId = trimmed };
        }

        if (Guid.TryParse(trimmed, out Guid id))
        {
            return identity with { ObjectId = id };
        }

        return trimmed.IndexOf('@') > 0 ? identity with { UserPrincipalName = trimmed } : identity;
    }

    /// <summary>Reads an object.</summary>
    /// <param name="property">The value of a property, or null when there is none.</param>
    /// <param name="text">What the object is shown as when nothing in it has a name.</param>
    public static MailboxIdentity FromProperties(Func<string, object?> property, string text)
    {
        Guid? external = GuidOf(property("ExternalDirectoryObjectId"));
        string? address = Text(property("PrimarySmtpAddress")) ?? Text(property("Mail")) ?? Text(property("WindowsEmailAddress"));
        string? userPrincipalName = Text(property("UserPrincipalName"));
        string? displayName = Text(property("DisplayName"));
        string? mailboxId = IdOf(property("MailboxId"));
        Guid? exchange = GuidOf(property("ExchangeGuid")) ?? PrimaryStatisticsGuid(property);
        Guid? archive = GuidOf(property("ArchiveGuid")) ?? ArchiveStatisticsGuid(property);
        return new MailboxIdentity
        {
            MailboxId = mailboxId,
            ArchiveMailboxId = IdOf(property("ArchiveMailboxId")),
            IsArchive = property("IsArchive") is true || string.Equals(Text(property("IsArchive")), "True", StringComparison.OrdinalIgnoreCase),
            ExchangeGuid = exchange,
            ArchiveGuid = archive,
            ExternalDirectoryObjectId = external,
            ObjectId = external is null && IsGraphUser(property) ? GuidOf(property("Id")) : null,
            UserPrincipalName = userPrincipalName,
            Address = address,
            DisplayName = displayName,
            Text = Text(property("Identity")) is string identity && mailboxId is not null
                ? identity
                : userPrincipalName ?? address ?? mailboxId ?? external?.ToString() ?? displayName ?? (exchange ?? archive)?.ToString() ?? text,
        };
    }

    // Exchange objects with no or an empty ExternalDirectoryObjectId may carry an Id as well, a name that can even look like a GUID.
    private static bool IsGraphUser(Func<string, object?> property)
        => property("ExternalDirectoryObjectId") is null && property("ExchangeGuid") is null && property("MailboxGuid") is null;

    private static string? IdOf(object? value) => Text(value) is string id && MailboxId.IsOne(id) ? id : null;

    // Statistics and locations call it MailboxGuid and say elsewhere whether it is the archive.
    private static Guid? PrimaryStatisticsGuid(Func<string, object?> property) => IsArchiveStatistics(property) ? null : GuidOf(property("MailboxGuid"));

    private static Guid? ArchiveStatisticsGuid(Func<string, object?> property) => IsArchiveStatistics(property) ? GuidOf(property("MailboxGuid")) : null;

    private static bool IsArchiveStatistics(Func<string, object?> property)
        => string.Equals(Text(property("IsArchiveMailbox")), "True", StringComparison.OrdinalIgnoreCase)
            || Text(property("MailboxLocationType"))?.IndexOf("Archive", StringComparison.OrdinalIgnoreCase) >= 0;

    // Zeros mean that there is none; an empty text in a CSV file as well.
    private static Guid? GuidOf(object? value)
    {
        Guid guid = value is Guid ready ? ready : Guid.TryParse(value?.ToString(), out Guid parsed) ? parsed : Guid.Empty;
        return guid == Guid.Empty ? null : guid;
    }

    private static string? Text(object? value)
    {
        string? text = value?.ToString()?.Trim();
        return string.IsNullOrEmpty(text) ? null : text;
    }
}

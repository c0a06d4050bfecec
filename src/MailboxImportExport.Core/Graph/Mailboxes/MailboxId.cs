using System;
using System.Text.RegularExpressions;

namespace MailboxImportExport.Graph.Mailboxes;

/// <summary>The id form of the API: <c>MBX:</c>, GUID of the mailbox, <c>@</c>, GUID of the tenant.</summary>
/// <remarks>Microsoft Graph documentation, "Handle archive mailbox redirects", shows both GUIDs in full.</remarks>
internal static class MailboxId
{
    private static readonly Regex Form = new(
        "MBX:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    public static bool IsOne(string text) => Form.Match(text) is { Success: true } match && match.Length == text.Length;

    /// <summary>The first id in a text of the service, or null.</summary>
    public static string? FindIn(string? text) => text is not null && Form.Match(text) is { Success: true } match ? match.Value : null;

    /// <summary>Whether two ids are of the same tenant.</summary>
    public static bool AreOfOneTenant(string one, string other)
        => string.Equals(TenantOf(one), TenantOf(other), StringComparison.OrdinalIgnoreCase);

    private static string TenantOf(string id) => id.Substring(id.IndexOf('@') + 1);

    public static string Compose(Guid mailbox, string tenantId) => $"MBX:{mailbox:D}@{tenantId}";
}

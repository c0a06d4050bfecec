using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using MailboxImportExport.Graph.Mailboxes;

namespace MailboxImportExport.Graph;

/// <summary>
/// Follows the redirects of one call, by hand: only to the host that the token is for, only to paths of this API, each address
/// once, and not for ever.
/// </summary>
/// <remarks>Microsoft Graph documentation, "Handle archive mailbox redirects": 308 with a Location.</remarks>
internal sealed class RedirectTrail(Uri endpoint, Uri start)
{
    private const int MostHops = 5;

    // The service writes "Exchange/Mailboxes" with capitals at times.
    private static readonly Regex Path = new(@"^/(beta|v1\.0)/admin/exchange/mailboxes/([^/]+)(/|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private readonly HashSet<string> _visited = new(StringComparer.Ordinal) { start.AbsoluteUri };

    /// <summary>The mailbox that a link of this API names, or null when it is no such link to our host.</summary>
    public static string? MailboxOf(Uri endpoint, Uri link)
    {
        bool isOurs = link.Scheme == endpoint.Scheme && link.Authority.Equals(endpoint.Authority, StringComparison.OrdinalIgnoreCase);
        Match match = Path.Match(link.AbsolutePath);
        string? mailbox = isOurs && match.Success ? Uri.UnescapeDataString(match.Groups[2].Value) : null;
        return mailbox is not null && MailboxId.IsOne(mailbox) ? mailbox : null;
    }

    /// <summary>Where to go next.</summary>
    /// <exception cref="Model.MailboxImportExportException">The link leads elsewhere, in a circle, or too far.</exception>
    public (Uri Address, string MailboxId) Next(Uri current, Uri? location)
    {
        if (location is null)
        {
            throw Errors.RedirectWithoutTarget();
        }

        Uri next = location.IsAbsoluteUri ? location : new Uri(current, location);
        string mailbox = MailboxOf(endpoint, next) ?? throw Errors.LinkNotAllowed(next.GetLeftPart(UriPartial.Authority));
        next = Complete(current, next);
        if (!_visited.Add(next.AbsoluteUri) || _visited.Count > MostHops + 1)
        {
            throw Errors.RedirectLoop(mailbox);
        }

        return (next, mailbox);
    }

    // The documented address is that of the folder. Whether what was asked of the folder stands behind it is not said: what is missing is added.
    private static Uri Complete(Uri current, Uri next)
    {
        string[] asked = BelowMailbox(current);
        string[] told = BelowMailbox(next);
        if (told.Length > asked.Length || !told.SequenceEqual(asked.Take(told.Length), StringComparer.Ordinal))
        {
            return next;
        }

        string rest = string.Concat(asked.Skip(told.Length).Select(static segment => "/" + Uri.EscapeDataString(segment)));
        return new Uri(next.GetLeftPart(UriPartial.Path) + rest + (next.Query.Length > 0 ? next.Query : current.Query));
    }

    private static string[] BelowMailbox(Uri link)
    {
        Group mailbox = Path.Match(link.AbsolutePath).Groups[2];
        return Array.ConvertAll(link.AbsolutePath.Substring(mailbox.Index + mailbox.Length).Split('/'), Uri.UnescapeDataString);
    }
}

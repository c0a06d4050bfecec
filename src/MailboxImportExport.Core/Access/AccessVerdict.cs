using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Model;

namespace MailboxImportExport.Access;

/// <summary>What the results of a mailbox mean together.</summary>
internal static class AccessVerdict
{
    /// <summary>Marks whether a result is what a negative proof expects.</summary>
    public static MailboxAccessResult Expecting(MailboxAccessResult result) => result with
    {
        AsExpected = IsOfMailbox(result) ? result.Status switch
        {
            MailboxAccessStatus.Denied => true,
            MailboxAccessStatus.Allowed => false,
            _ => null,
        } : null,
    };

    /// <summary>Why the results do not prove that the mailbox is out of reach, or null when they do.</summary>
    public static MailboxImportExportException? NotDenied(string mailbox, IReadOnlyList<MailboxAccessResult> results)
    {
        string[] allowed = [.. results.Where(static r => r.AsExpected == false).Select(static r => r.Call)];
        if (allowed.Length > 0)
        {
            return Errors.AccessAllowed(mailbox, allowed);
        }

        return results.Any(static r => r.AsExpected == true) ? null : Errors.NothingDenied(mailbox);
    }

    /// <summary>That a user tried a mailbox that is not the own one, or null.</summary>
    public static MailboxImportExportException? ForeignMailbox(AccessRequest request, IReadOnlyList<MailboxAccessResult> results, TokenIdentity identity)
    {
        bool isOwn = identity.UserName is string user
            && (Is(user, request.Mailbox.UserPrincipalName) || Is(user, request.Mailbox.Address) || Is(user, request.Mailbox.Text));
        bool isClosed = results.Any(static r => IsOfMailbox(r) && r.Status == MailboxAccessStatus.Denied)
            && !results.Any(static r => IsOfMailbox(r) && r.Status == MailboxAccessStatus.Allowed);
        return !identity.IsApplication && !isOwn && isClosed ? Errors.ForeignMailbox(request.Mailbox.Text, identity.UserName) : null;
    }

    private static bool IsOfMailbox(MailboxAccessResult result) => AccessCall.OfMailbox.Any(c => c.Name == result.Call);

    private static bool Is(string one, string? other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}

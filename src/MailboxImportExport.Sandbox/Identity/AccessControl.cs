using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>
/// Who may do what. An application is allowed to what an administrator has consented to (it stands in its token), and besides to what Exchange has
/// given it on some mailboxes (it stands in no token). A user reaches nothing but the own mailboxes.
/// </summary>
internal static class AccessControl
{
    /// <summary>Throws unless the caller may make this call on the directory.</summary>
    public static void RequireOnDirectory(CallContext call)
    {
        Caller caller = call.Caller!;
        bool lacksRole = call.Route!.Requirement!.IsForAdministrators && caller.User is { IsAdministrator: false };
        if (lacksRole || !Accepted(call).Any(caller.Permissions.Contains))
        {
            throw new GraphError(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
        }
    }

    /// <summary>Throws unless the caller may make this call on the mailbox.</summary>
    public static void RequireOnMailbox(CallContext call, Guid mailbox)
    {
        // What holds for an archive holds for the mailboxes it has expanded into.
        mailbox = call.Sandbox.Tenant.FindMailbox(mailbox)?.MainArchive?.Guid ?? mailbox;
        Caller caller = call.Caller!;
        IReadOnlyList<string> accepted = Accepted(call);
        bool allowed = caller.User is SandboxUser user
            ? accepted.Any(caller.Permissions.Contains) && IsOwn(user, mailbox)
            : accepted.Any(permission => caller.Permissions.Contains($"{permission}.All")
                || IsGivenByExchange(caller.Principal, permission, mailbox));
        if (!allowed)
        {
            throw new GraphError(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
        }
    }

    private static IReadOnlyList<string> Accepted(CallContext call)
    {
        Requirement requirement = call.Route!.Requirement!;
        return call.Sandbox.Switches.WriteRolesReadItems ? [.. requirement.Permissions, .. requirement.Doubtful] : requirement.Permissions;
    }

    private static bool IsOwn(SandboxUser user, Guid mailbox) => user.Mailbox?.Guid == mailbox || user.Archive?.Guid == mailbox;

    private static bool IsGivenByExchange(ServicePrincipal? principal, string permission, Guid mailbox)
        => principal is not null
            && principal.ExchangeRoles.Any(assignment => assignment.Role == $"Application {permission}" && assignment.Mailboxes.Contains(mailbox));
}

using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Model;

namespace MailboxImportExport.Access;

/// <summary>What to do about a refusal. The claims of the token are read for the advice only: a scoped application has no roles in it.</summary>
internal static class AccessAdvice
{
    public const string AddIncludeWrite = "Add -IncludeWrite to create and remove a folder.";
    public const string NameTheUser = "Give an address or an object id to try this; the mailbox was given by its id.";
    public const string NameTheMailbox = "The id of the mailbox is not known. Give the MBX: id, or pipe an object with an ExchangeGuid.";
    public const string HostNotKnown = "Its address is known when an import session is allowed.";

    /// <summary>The least privileged permission in the form that the identity needs.</summary>
    public static string? Permission(AccessCall call, TokenIdentity identity)
        => call.Method?.Permission is string permission ? identity.IsApplication ? permission : GraphPermission.DelegatedNameOf(permission) : null;

    public static string ForDenied(AccessCall call, TokenIdentity identity)
    {
        string permission = Permission(call, identity)!;
        IReadOnlyList<string> granted = identity.IsApplication ? identity.Roles : identity.Scopes;
        string? present = new[] { permission }
            .Concat(call.Method!.Higher.Select(h => identity.IsApplication ? h : GraphPermission.DelegatedNameOf(h)))
            .FirstOrDefault(p => granted.Contains(p, StringComparer.OrdinalIgnoreCase));
        if (!identity.IsApplication)
        {
            return present is null
                ? $"The token lacks the delegated permission {permission}: consent to it and connect again."
                : "A user reaches only the own mailbox; connect as an application for others.";
        }

        if (present is not null)
        {
            return $"The token has {present} and the service refuses all the same: a policy may exclude the mailbox, or the grant is new.";
        }

        string? role = PermissionTable.Find(permission)?.ExchangeRole;
        return role is null
            ? $"Consent to {permission}, or give mailboxes by id: -ComposeMailboxId."
            : $"Consent to {permission}, or give the application the Exchange role '{role}' with a scope that holds this mailbox.";
    }

    public static string ForNotFound(FailureKind kind) => kind switch
    {
        FailureKind.MailboxUnavailable => "The mailbox is inactive, soft-deleted, unlicensed or on-premises.",
        FailureKind.FolderNotFound or FailureKind.ItemNotFound => "The folder that was tried is not there; give another mailbox.",
        _ => "Check the spelling; an address that is not the user principal name is not found.",
    };

    public static string ForUnreachable(string message) => $"{message} Open it for port 443: exports work without it, imports do not.";
}

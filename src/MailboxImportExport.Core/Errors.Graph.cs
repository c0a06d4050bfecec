using System;
using System.Globalization;
using MailboxImportExport.Model;

namespace MailboxImportExport;

internal static partial class Errors
{
    /// <summary>A refusal of the service, turned into what it means for the caller.</summary>
    /// <param name="kind">What it means.</param>
    /// <param name="doing">What was being done, as the end of "The service refused …".</param>
    /// <param name="target">What the user knows the thing by.</param>
    /// <param name="fault">What the service said.</param>
    public static MailboxServiceException Service(FailureKind kind, string doing, object? target, ServiceFault fault)
        => new(kind, $"{Cause(kind, doing)} {Detail(fault)}", NextStep(kind), target, fault);

    public static MailboxImportExportException AnswerInvalid(string reason, Exception? inner = null) => new(
        FailureKind.ServiceAnswerInvalid,
        "The answer of the service cannot be understood: " + reason,
        "Run the command again; if it stays, report it with the debug output.",
        null,
        inner);

    /// <summary>An answer stopped coming in the middle.</summary>
    public static MailboxImportExportException AnswerBroken(Exception inner) => AnswerInvalid("it broke off: " + Reason(inner), inner);

    public static MailboxImportExportException LinkNotAllowed(string host) => new(
        FailureKind.LinkNotAllowed,
        $"The service handed out a link to the host '{host}', which is not the Graph host of this connection; it was not followed.",
        "Run the command again later; if it stays, report it with the debug output. No token has been sent there.",
        host);

    public static MailboxImportExportException RedirectWithoutTarget()
        => new(FailureKind.ServiceAnswerInvalid, "The service redirects the call and does not say where to.", "Run the command again; if it stays, report it with the debug output.");

    public static MailboxImportExportException RedirectLoop(string mailbox) => new(
        FailureKind.ServiceRefused,
        $"The service redirects the call in a circle or too often, at last to {mailbox}.",
        "Run the command again later: the archive may be moving between its parts just now.",
        mailbox);

    public static MailboxImportExportException Unreachable(string host, Exception inner) => Authentication.ProxyFailure.IsOne(inner) ? ProxyRefused(inner) : new(
        FailureKind.ServiceUnreachable,
        $"{host} cannot be reached: {Reason(inner)}",
        "Check the network, the firewall (graph.microsoft.com and outlook.office365.com, port 443) and the proxy.",
        host,
        inner);

    /// <summary>The service was reached, and no answer began.</summary>
    /// <param name="doing">What was being done, as the end of "The service gave no answer while …".</param>
    /// <param name="target">What the user knows the thing by.</param>
    /// <param name="inner">What happened instead.</param>
    public static MailboxImportExportException NoAnswer(string doing, object? target, Exception inner) => new(
        FailureKind.ServiceUnavailable,
        $"The service gave no answer while {doing}: {Reason(inner)}",
        NextStep(FailureKind.ServiceUnavailable),
        target,
        inner);

    public static MailboxServiceException MailboxThrottled(string mailboxId, DateTimeOffset until, ServiceFault fault) => new(
        FailureKind.ServiceThrottled,
        $"The service wants no call {(mailboxId.Length == 0 ? "that is about no mailbox" : $"to the mailbox {mailboxId}")} before {Utc(until)}. {Detail(fault)}",
        "Run the same line again after that time.",
        mailboxId.Length == 0 ? null : mailboxId,
        fault);

    private static string Cause(FailureKind kind, string doing) => kind switch
    {
        FailureKind.TokenRefused => $"The service refused the token while {doing}.",
        FailureKind.MailboxRefused => $"The application was refused while {doing}.",
        FailureKind.DirectoryRefused => $"The directory refused {doing}.",
        FailureKind.PrincipalNotFound => $"There is no such application or service principal ({doing}).",
        FailureKind.DelegatedMailboxRefused => $"The signed-in user was refused while {doing}: a user reaches only the own mailbox, whatever rights the user has on others.",
        FailureKind.MailboxUnavailable => $"The mailbox is inactive, soft-deleted, unlicensed or on-premises ({doing}).",
        FailureKind.MailboxNotFound => $"There is no such user or mailbox ({doing}).",
        FailureKind.FolderNotFound => $"The folder was not found while {doing}.",
        FailureKind.FolderExists => $"A folder of that name is already there ({doing}).",
        FailureKind.ItemNotFound => $"The item was not found while {doing}.",
        FailureKind.MailboxFull => $"The mailbox is full ({doing}).",
        FailureKind.ServiceThrottled => $"The service keeps asking to slow down ({doing}).",
        FailureKind.ServiceUnavailable => $"The service failed while {doing}.",
        _ => $"The service refused {doing}.",
    };

    private static string? NextStep(FailureKind kind) => kind switch
    {
        FailureKind.TokenRefused => "Connect again; if it stays, look into the sign-in log of Entra.",
        FailureKind.MailboxRefused => "Check that the permission is consented and that the mailbox is in the scope of the application; new grants take up to two hours, for a managed identity up to a day.",
        FailureKind.DelegatedMailboxRefused => "For other and shared mailboxes connect as an application (-CertificateThumbprint or -ManagedIdentity); for the own mailbox check the delegated permission.",
        FailureKind.DirectoryRefused => "Sign in as an administrator of applications, with an application that has the delegated permissions for it.",
        FailureKind.PrincipalNotFound => "Check the id; a managed identity is named by its object id.",
        FailureKind.MailboxUnavailable => "Check the licence and that the mailbox is in Exchange Online.",
        FailureKind.MailboxNotFound => "Check the spelling; an address that is not the user principal name is not found, use ExternalDirectoryObjectId.",
        FailureKind.FolderNotFound => "List the folders with Get-MailboxContentFolder.",
        FailureKind.FolderExists => "Use that folder.",
        FailureKind.ItemNotFound => "It was moved or deleted since it was listed; list the folder again.",
        FailureKind.ItemNotImported => "Look at the content with ConvertFrom-FastTransfer: what cannot be read there is no exported item, or is damaged; otherwise export it again.",
        FailureKind.MailboxFull => "Make room or raise the quota, then run the same line again.",
        FailureKind.ServiceThrottled => "Run the same line again later, or with fewer mailboxes side by side.",
        FailureKind.ServiceUnavailable => "Run the same line again.",
        _ => null,
    };

    private static string Detail(ServiceFault fault)
    {
        string status = fault.StatusCode == 0 ? string.Empty : fault.StatusCode.ToString(CultureInfo.InvariantCulture) + " ";
        string ids = fault.RequestId is null && fault.ClientRequestId is null
            ? string.Empty
            : $" [request-id {fault.RequestId ?? "-"}, client-request-id {fault.ClientRequestId ?? "-"}]";
        string wait = fault.RetryAfter is TimeSpan asked ? FormattableString.Invariant($"; it asks to wait {Math.Ceiling(asked.TotalSeconds):F0} s") : string.Empty;
        return $"({status}{fault.Code ?? "no code"}: {fault.Message ?? "no message"}{wait}){ids}";
    }
}

using System;
using System.Collections.Concurrent;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph;

/// <summary>Where a call goes: to the version of the API that answers for its mailbox, or along a link of the service, but only towards the host that the token is for.</summary>
internal sealed class CallAddresses(Uri endpoint, string apiVersion)
{
    private const string ArchiveRefusal = "Operation on Archive mailbox not allowed";

    private readonly ConcurrentDictionary<string, bool> _archives = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Archive mailboxes are answered by beta only.</summary>
    public void RememberArchive(string mailboxId) => _archives[mailboxId] = true;

    /// <summary>The address of a call as it has to be sent now.</summary>
    /// <param name="call">The call.</param>
    /// <param name="servedBy">The mailbox that answers for its folder: its own, or another part of the same archive.</param>
    public Uri Of(GraphCall call, string? servedBy)
    {
        if (IsLink(call))
        {
            bool isAddress = Uri.TryCreate(call.Address, UriKind.Absolute, out Uri? link);
            bool isOurs = isAddress && link!.Scheme == endpoint.Scheme && link.Authority.Equals(endpoint.Authority, StringComparison.OrdinalIgnoreCase);
            return isOurs ? link! : throw Errors.LinkNotAllowed(isAddress ? link!.GetLeftPart(UriPartial.Authority) : "unknown");
        }

        bool isArchive = call.MailboxId is not null && _archives.ContainsKey(call.MailboxId);
        string version = call.Version ?? (isArchive ? GraphClient.Beta : apiVersion);
        return new Uri(endpoint, $"{version}/{At(call, servedBy)}");
    }

    /// <summary>Whether a refusal says that the mailbox is an archive and the version that was asked does not serve it. The id alone does not say so.</summary>
    /// <param name="call">The call.</param>
    /// <param name="sentTo">Where it was sent; another lane may have learned meanwhile that the mailbox is an archive.</param>
    /// <param name="refusal">The refusal.</param>
    public static bool IsArchiveRefusal(GraphCall call, Uri sentTo, MailboxServiceException refusal)
        => call is { MailboxId: not null, Version: null }
            && !IsLink(call)
            && !sentTo.AbsolutePath.StartsWith($"/{GraphClient.Beta}/", StringComparison.Ordinal)
            && refusal.StatusCode is 400 or 403
            && refusal.ServiceMessage?.IndexOf(ArchiveRefusal, StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>Whether the service handed out the address of a call: it is taken as it is.</summary>
    public static bool IsLink(GraphCall call) => call.Address.IndexOf("://", StringComparison.Ordinal) >= 0;

    private static string At(GraphCall call, string? servedBy) => servedBy is null || servedBy == call.MailboxId
        ? call.Address
        : GraphAddress.Mailbox(servedBy) + call.Address.Substring(GraphAddress.Mailbox(call.MailboxId!).Length);
}

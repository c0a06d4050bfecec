using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Mailboxes;
using MailboxImportExport.Model;

namespace MailboxImportExport.Access;

/// <summary>Tries every call on a mailbox and tells what came of each. Nothing is decided from the claims of the token.</summary>
internal sealed class ProbeAccess(GraphConnection connection, IRunLog log)
{
    private readonly MailboxResolver _resolver = new(connection, log);
    private readonly SettingsRequests _settings = new(connection, log);

    /// <summary>Application roles in the token that hold for all mailboxes: no scope in Exchange limits them.</summary>
    public static IReadOnlyList<string> TenantWideRoles(TokenIdentity identity)
        => identity.IsApplication ? identity.Roles.Where(GraphPermission.IsOfMailboxes).ToList() : [];

    /// <summary>Tries a mailbox.</summary>
    public async IAsyncEnumerable<MailboxAccessResult> RunAsync(AccessRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (MailboxAccessResult settings, MailboxContentStore? store) = await SettingsAsync(request, cancellationToken).ConfigureAwait(false);
        yield return settings;
        if (store is null)
        {
            foreach (AccessCall call in AccessCall.OfMailbox)
            {
                yield return Result(request, null, call, MailboxAccessStatus.NotTested) with { Advice = AccessAdvice.NameTheMailbox };
            }

            yield break;
        }

        AccessProbes probes = new(connection, log, store);
        Attempt attempt = new(request, store, cancellationToken);
        yield return await TryAsync(attempt, AccessCall.Folders, Nothing(probes.ListFoldersAsync)).ConfigureAwait(false);
        yield return await TryAsync(attempt, AccessCall.Items, Nothing(probes.ListItemsAsync)).ConfigureAwait(false);
        yield return await TryAsync(attempt, AccessCall.Export, Nothing(probes.ExportAsync)).ConfigureAwait(false);
        yield return await TryAsync(attempt, AccessCall.ImportSession, Nothing(probes.OpenSessionAsync)).ConfigureAwait(false);
        yield return request.Write
            ? await TryAsync(attempt, AccessCall.FolderWrite, probes.WriteFolderAsync).ConfigureAwait(false)
            : Result(request, store, AccessCall.FolderWrite, MailboxAccessStatus.NotTested) with { Advice = AccessAdvice.AddIncludeWrite };
        yield return await ReachAsync(attempt, probes).ConfigureAwait(false);
    }

    private static Func<CancellationToken, Task<string?>> Nothing(Func<CancellationToken, Task> probe) => async token =>
    {
        await probe(token).ConfigureAwait(false);
        return null;
    };

    private async Task<(MailboxAccessResult Result, MailboxContentStore? Store)> SettingsAsync(AccessRequest request, CancellationToken cancellationToken)
    {
        try
        {
            MailboxContentStore store = await _resolver.ResolveAsync(request.Mailbox, request.Archive, request.Compose, cancellationToken).ConfigureAwait(false);
            return (await SettingsOfAsync(request, store, cancellationToken).ConfigureAwait(false), store);
        }
        catch (MailboxServiceException e) when (!FailureScope.EndsRun(e.Kind))
        {
            return (Refused(request, null, AccessCall.Settings, e), null);
        }
    }

    private async Task<MailboxAccessResult> SettingsOfAsync(AccessRequest request, MailboxContentStore store, CancellationToken cancellationToken)
    {
        if (store.ResolvedBy is not (MailboxResolution.Composed or MailboxResolution.Given))
        {
            return Result(request, store, AccessCall.Settings, MailboxAccessStatus.Allowed);
        }

        // The id was found without the settings, or in spite of them: which of the two, this call tells.
        MailboxIdentity mailbox = request.Mailbox;
        string? user = (mailbox.ExternalDirectoryObjectId ?? mailbox.ObjectId)?.ToString("D") ?? mailbox.UserPrincipalName ?? mailbox.Address;
        if (user is null)
        {
            return Result(request, store, AccessCall.Settings, MailboxAccessStatus.NotTested) with { Advice = AccessAdvice.NameTheUser };
        }

        Attempt attempt = new(request, store, cancellationToken);
        return await TryAsync(attempt, AccessCall.Settings, Nothing(token => _settings.GetAsync(user, mailbox.Text, request.Archive, token))).ConfigureAwait(false);
    }

    private async Task<MailboxAccessResult> TryAsync(Attempt attempt, AccessCall call, Func<CancellationToken, Task<string?>> probe)
    {
        try
        {
            string? advice = await probe(attempt.CancellationToken).ConfigureAwait(false);
            return Result(attempt.Request, attempt.Store, call, MailboxAccessStatus.Allowed) with { Advice = advice };
        }
        catch (MailboxServiceException e) when (!FailureScope.EndsRun(e.Kind))
        {
            return Refused(attempt.Request, attempt.Store, call, e);
        }
    }

    private static async Task<MailboxAccessResult> ReachAsync(Attempt attempt, AccessProbes probes)
    {
        MailboxAccessResult result = Result(attempt.Request, attempt.Store, AccessCall.ImportHost, MailboxAccessStatus.Allowed);
        try
        {
            string? host = await probes.ReachImportHostAsync(attempt.CancellationToken).ConfigureAwait(false);
            return host is null ? result with { Status = MailboxAccessStatus.NotTested, Advice = AccessAdvice.HostNotKnown } : result;
        }
        catch (MailboxImportExportException e) when (e.Kind is FailureKind.ServiceUnreachable or FailureKind.ProxyRefused or FailureKind.HostNotAllowed)
        {
            return result with { Status = MailboxAccessStatus.Unreachable, ServiceCode = e.Kind.ToString(), Advice = AccessAdvice.ForUnreachable(e.Message) };
        }
    }

    private MailboxAccessResult Refused(AccessRequest request, MailboxContentStore? store, AccessCall call, MailboxServiceException e)
    {
        (MailboxAccessStatus status, string advice) = e.Kind switch
        {
            FailureKind.MailboxRefused or FailureKind.DelegatedMailboxRefused => (MailboxAccessStatus.Denied, AccessAdvice.ForDenied(call, connection.Identity)),
            FailureKind.MailboxNotFound or FailureKind.MailboxUnavailable or FailureKind.FolderNotFound or FailureKind.ItemNotFound
                => (MailboxAccessStatus.NotFound, AccessAdvice.ForNotFound(e.Kind)),
            _ => (MailboxAccessStatus.NotTested, e.Message),
        };
        return Result(request, store, call, status) with
        {
            MissingPermission = status == MailboxAccessStatus.Denied ? AccessAdvice.Permission(call, connection.Identity) : null,
            ServiceCode = e.ServiceCode,
            StatusCode = e.StatusCode,
            RequestId = e.RequestId,
            Advice = advice,
        };
    }

    private static MailboxAccessResult Result(AccessRequest request, MailboxContentStore? store, AccessCall call, MailboxAccessStatus status)
        => new() { Mailbox = store?.ToString() ?? request.Mailbox.Text, MailboxId = store?.MailboxId, Call = call.Name, Status = status };

    private sealed record Attempt(AccessRequest Request, MailboxContentStore Store, CancellationToken CancellationToken);
}

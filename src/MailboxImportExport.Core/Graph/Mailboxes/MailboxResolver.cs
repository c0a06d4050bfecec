using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Mailboxes;

/// <summary>
/// Finds the id of a mailbox. Order: a ready id; the Exchange settings by ExternalDirectoryObjectId, object id, user principal
/// name, address; composed from the mailbox GUID and our own tenant when the settings are forbidden or know no mailbox.
/// </summary>
internal sealed class MailboxResolver(GraphConnection connection, IRunLog log)
{
    private readonly SettingsRequests _settings = new(connection, log);
    private readonly Dictionary<string, SettingsAnswer> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Asks for several mailboxes by one call, so that finding each of them afterwards needs none. Those that need more than one
    /// question, or met a passing fault, are asked for alone then.
    /// </summary>
    public async Task PrefetchAsync(IEnumerable<MailboxIdentity> identities, bool archive, CancellationToken cancellationToken)
    {
        List<(string User, string Text)> users = [];
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (MailboxIdentity identity in identities)
        {
            (string? user, _) = identity.MailboxId is null ? Users(identity).FirstOrDefault() : default;
            if (user is not null && !_known.ContainsKey(Key(user, archive)) && seen.Add(user))
            {
                users.Add((user, identity.Text));
            }
        }

        for (int start = 0; users.Count > 1 && start < users.Count; start += SettingsRequests.MostInBatch)
        {
            List<(string User, string Text)> group = users.GetRange(start, Math.Min(SettingsRequests.MostInBatch, users.Count - start));
            foreach (KeyValuePair<string, SettingsAnswer> answer in await _settings.GetManyAsync(group, archive, cancellationToken).ConfigureAwait(false))
            {
                _known[Key(answer.Key, archive)] = answer.Value;
            }
        }
    }

    /// <summary>Finds one mailbox.</summary>
    /// <param name="identity">What is known of it.</param>
    /// <param name="archive">Whether its archive is meant.</param>
    /// <param name="compose">Whether to compose the id at once, without a call.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<MailboxContentStore> ResolveAsync(MailboxIdentity identity, bool archive, bool compose, CancellationToken cancellationToken)
    {
        if (!identity.IsRecognized)
        {
            throw Errors.MailboxNotRecognized(identity.Text);
        }

        if (identity.MailboxId is not null)
        {
            return FromGiven(identity, archive);
        }

        if (compose)
        {
            return Compose(identity, archive) ?? throw Errors.NothingToComposeFrom(identity.Text);
        }

        return await AskAsync(identity, archive, cancellationToken).ConfigureAwait(false);
    }

    private static IEnumerable<(string User, MailboxResolution By)> Users(MailboxIdentity identity)
    {
        if (identity.ExternalDirectoryObjectId is Guid external)
        {
            yield return (external.ToString("D"), MailboxResolution.ExternalDirectoryObjectId);
        }
        else if (identity.ObjectId is Guid id)
        {
            yield return (id.ToString("D"), MailboxResolution.ObjectId);
        }

        if (identity.UserPrincipalName is string name)
        {
            yield return (name, MailboxResolution.UserPrincipalName);
        }

        if (identity.Address is string address && !address.Equals(identity.UserPrincipalName, StringComparison.OrdinalIgnoreCase))
        {
            yield return (address, MailboxResolution.Address);
        }
    }

    private MailboxContentStore FromGiven(MailboxIdentity identity, bool archive)
    {
        if (!archive || identity.IsArchive)
        {
            return Store(identity, identity.MailboxId!, identity.IsArchive, MailboxResolution.Given);
        }

        if (identity.ArchiveMailboxId is string known)
        {
            return Store(identity, known, archive: true, MailboxResolution.Given);
        }

        // A bare id together with -Archive is taken for the id of the archive; an object that could know its archive knows none.
        return Compose(identity, archive: true)
            ?? (identity.Text == identity.MailboxId
                ? Store(identity, identity.MailboxId, archive: true, MailboxResolution.Given)
                : throw Errors.ArchiveNotFound(identity.Text));
    }

    private async Task<MailboxContentStore> AskAsync(MailboxIdentity identity, bool archive, CancellationToken cancellationToken)
    {
        MailboxImportExportException? refusal = null;
        foreach ((string user, MailboxResolution by) in Users(identity))
        {
            try
            {
                ExchangeSettingsJson settings = await SettingsAsync(user, identity.Text, archive, cancellationToken).ConfigureAwait(false);
                return FromSettings(identity, settings, archive, by);
            }
            catch (MailboxServiceException e) when (e.Kind is FailureKind.MailboxRefused or FailureKind.DelegatedMailboxRefused or FailureKind.MailboxUnavailable)
            {
                // Neither answer changes under another name of the same user.
                refusal = e;
                break;
            }
            catch (MailboxServiceException e) when (e.Kind == FailureKind.MailboxNotFound)
            {
                refusal ??= e;
            }
        }

        MailboxContentStore? composed = Compose(identity, archive);
        if (composed is not null && refusal is not null)
        {
            log.Verbose($"The Exchange settings of {identity.Text} were not available ({refusal.Kind}); its mailbox id was composed from the mailbox GUID.");
        }

        return composed ?? throw refusal ?? Errors.NothingToComposeFrom(identity.Text);
    }

    private async Task<ExchangeSettingsJson> SettingsAsync(string user, string text, bool archive, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(Key(user, archive), out SettingsAnswer? answer))
        {
            return answer.Settings ?? throw answer.Refusal!;
        }

        return await _settings.GetAsync(user, text, archive, cancellationToken).ConfigureAwait(false);
    }

    private static string Key(string user, bool archive) => $"{user}\n{archive}";

    private MailboxContentStore FromSettings(MailboxIdentity identity, ExchangeSettingsJson settings, bool archive, MailboxResolution by)
    {
        if (settings.InPlaceArchiveMailboxId is string known)
        {
            connection.Client.RememberArchive(known);
        }

        string? id = archive ? settings.InPlaceArchiveMailboxId : settings.PrimaryMailboxId;
        return (id, archive) switch
        {
            (string, _) => Store(identity, id, archive, by) with { ArchiveMailboxId = settings.InPlaceArchiveMailboxId },
            (null, true) => throw Errors.ArchiveNotFound(identity.Text),
            _ => throw Errors.AnswerInvalid("the Exchange settings name no mailbox."),
        };
    }

    private MailboxContentStore? Compose(MailboxIdentity identity, bool archive)
    {
        if ((archive ? identity.ArchiveGuid : identity.ExchangeGuid) is not Guid mailbox)
        {
            return null;
        }

        // Never the tenant of the piped object: a foreign one would be addressed without anybody noticing.
        string tenant = connection.Identity.TenantId ?? throw Errors.TenantUnknown(identity.Text);
        return Store(identity, MailboxId.Compose(mailbox, tenant), archive, MailboxResolution.Composed);
    }

    private MailboxContentStore Store(MailboxIdentity identity, string mailboxId, bool archive, MailboxResolution by)
    {
        if (archive)
        {
            connection.Client.RememberArchive(mailboxId);
        }

        bool isNamed = identity.Text != identity.MailboxId;
        if (isNamed)
        {
            connection.Known.AddMailbox(mailboxId, identity.Text);
        }

        return new MailboxContentStore
        {
            MailboxId = mailboxId,
            Identity = isNamed ? identity.Text : connection.Known.NameOf(mailboxId),
            DisplayName = identity.DisplayName,
            UserPrincipalName = identity.UserPrincipalName,
            ArchiveMailboxId = archive ? mailboxId : identity.ArchiveMailboxId,
            IsArchive = archive,
            ResolvedBy = by,
        };
    }
}

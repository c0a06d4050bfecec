using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.OData;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Delta;

/// <summary>
/// A delta query for one collection: finds where the caller stands by the token, works out the round, and answers with a page of it.
/// </summary>
internal sealed class DeltaQuery<T>(CallContext call, DeltaScope scope, IDeltaSource<T> source)
    where T : class
{
    private SandboxSwitches Switches => call.Sandbox.Switches;

    /// <summary>The round that the call is about, at the page that it asks for.</summary>
    public DeltaRound<T> Round(EntityQuery query)
    {
        if (query.SkipToken is string skipToken)
        {
            return Find(query, skipToken) as DeltaRound<T> ?? throw OtherCollection();
        }

        // The link of a reset has an empty token: it begins anew.
        if (query.DeltaToken is not { Length: > 0 } deltaToken)
        {
            return Begin(query, since: 0);
        }

        DeltaLinkState link = Find(query, deltaToken) as DeltaLinkState ?? throw OtherCollection();
        return Begin(link.Query, Switches.ReplayDeltaChanges ? link.Before : link.Since);
    }

    private DeltaState Find(EntityQuery query, string token)
    {
        if (query.Options.Count > 1)
        {
            throw new QueryException("Query options are in the token and must not be given again.");
        }

        DeltaState state = call.Sandbox.DeltaTokens.Find(token) ?? throw Dead();
        return state.Scope == scope ? state : throw OtherCollection();
    }

    private DeltaRound<T> Begin(EntityQuery query, long since)
    {
        (IReadOnlyList<DeltaEntry<T>> entries, long until) = source.Changes(query, since, Switches.DeltaHoldsBack);
        return new DeltaRound<T>(scope, query, Repeat(entries), since, until);
    }

    private IReadOnlyList<DeltaEntry<T>> Repeat(IReadOnlyList<DeltaEntry<T>> entries) => Switches.DeltaRepetition switch
    {
        DeltaRepetition.Twice => [.. entries, .. entries],
        DeltaRepetition.RemovedFirst => [.. entries.Select(static entry => entry with { Entity = null }), .. entries],
        _ => entries,
    };

    private GraphError Dead()
    {
        const string Code = "syncStateNotFound";
        const string Text = "The sync state generation is not found. The delta token is expired and data must be synchronized again.";
        return Switches.DeadDeltaTokenStatus == 410
            ? new GraphError(410, Code, Text) { Headers = [("Location", $"{call.Sandbox.Authority}{call.Record.Path}?$deltaToken=")] }
            : new GraphError(Switches.DeadDeltaTokenStatus, Code, Text);
    }

    private static GraphError OtherCollection() => new(400, "SyncStateInvalid", "The state token does not belong to this request.");
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Mailboxes;
using MailboxImportExport.Model;
using MailboxImportExport.Transport;

namespace MailboxImportExport.Pipeline;

/// <summary>Finds each mailbox and works on it; one that cannot be opened does not end the others.</summary>
internal static class MailboxVisits
{
    private const int MailboxesThatMayWait = 50;

    public static StreamingRun<MailboxTask> Start(AsyncCmdlet cmdlet, MailboxImportExportConnection connection)
    {
        GraphConnection graph = GraphConnection.Of(connection);
        return new StreamingRun<MailboxTask>(cmdlet, MailboxesThatMayWait, (tasks, output, token) => RunAsync(graph, tasks, output, token));
    }

    private static async Task RunAsync(GraphConnection connection, ChannelReader<MailboxTask> tasks, CmdletOutput output, CancellationToken cancellationToken)
    {
        MailboxResolver resolver = new(connection, output);
        RefusalGuard refusals = new();
        HashSet<string> visited = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, PacingWatch> paces = new(StringComparer.OrdinalIgnoreCase);
        await foreach (IReadOnlyList<MailboxTask> group in tasks.ReadGroupsAsync(SettingsRequests.MostInBatch, cancellationToken).ConfigureAwait(false))
        {
            await resolver.PrefetchAsync(group.Where(static t => !t.Compose).Select(static t => t.Mailbox), group[0].Archive, cancellationToken).ConfigureAwait(false);
            foreach (MailboxTask task in group)
            {
                await VisitAsync(task, new MailboxVisitContext(connection, resolver, refusals, visited, paces, output), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task VisitAsync(MailboxTask task, MailboxVisitContext context, CancellationToken cancellationToken)
    {
        try
        {
            MailboxContentStore store = await context.Resolver.ResolveAsync(task.Mailbox, task.Archive, task.Compose, cancellationToken).ConfigureAwait(false);
            if (!context.Visited.Add($"{store.MailboxId}\n{task.Part}"))
            {
                context.Output.Warning($"{task.Mailbox} was given twice; it is worked on once.");
                return;
            }

            Watch(store, context);
            await task.Work(new MailboxVisit(store, context.Connection, context.Output, cancellationToken)).ConfigureAwait(false);
            context.Refusals.Accepted();
        }
        catch (MailboxImportExportException e) when (!FailureScope.EndsRun(e.Kind))
        {
            await context.Output.WriteErrorAsync(e, e.Target ?? task.Mailbox.Text, cancellationToken).ConfigureAwait(false);
            context.Refusals.Failed(e);
        }
    }

    // Tells the user when the service makes the mailbox wait: once, whatever number of its folders is worked on.
    private static void Watch(MailboxContentStore store, MailboxVisitContext context)
    {
        if (!context.Paces.ContainsKey(store.MailboxId))
        {
            context.Paces.Add(store.MailboxId, context.Connection.Governor.Watch(store.MailboxId, store.Identity, context.Output));
        }
    }

    private sealed record MailboxVisitContext(
        GraphConnection Connection,
        MailboxResolver Resolver,
        RefusalGuard Refusals,
        HashSet<string> Visited,
        Dictionary<string, PacingWatch> Paces,
        CmdletOutput Output);
}

using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Mailboxes;
using MailboxImportExport.Model;

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

    private static async Task RunAsync(GraphConnection connection, IAsyncEnumerable<MailboxTask> tasks, CmdletOutput output, CancellationToken cancellationToken)
    {
        MailboxResolver resolver = new(connection, output);
        RefusalGuard refusals = new();
        HashSet<string> visited = new(StringComparer.OrdinalIgnoreCase);
        await foreach (MailboxTask task in tasks.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                MailboxContentStore store = await resolver.ResolveAsync(task.Mailbox, task.Archive, task.Compose, cancellationToken).ConfigureAwait(false);
                if (!visited.Add($"{store.MailboxId}\n{task.Part}"))
                {
                    output.Warning($"{task.Mailbox} was given twice; it is worked on once.");
                    continue;
                }

                await task.Work(new MailboxVisit(store, connection, output, cancellationToken)).ConfigureAwait(false);
                refusals.Accepted();
            }
            catch (MailboxImportExportException e) when (!FailureScope.EndsRun(e.Kind))
            {
                await output.WriteErrorAsync(e, e.Target ?? task.Mailbox.Text, cancellationToken).ConfigureAwait(false);
                refusals.Failed(e);
            }
        }
    }
}

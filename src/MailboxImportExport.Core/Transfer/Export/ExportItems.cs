using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Export;

/// <summary>Runs the lanes of any number of mailboxes: items go in one by one, and come out as they end.</summary>
internal sealed class ExportItems(GraphConnection connection, IExportTarget target, IRunLog log, Func<ExportOutcome, Task> ended)
{
    private readonly Dictionary<string, MailboxExport> _mailboxes = new(StringComparer.OrdinalIgnoreCase);
    private readonly object _lock = new();
    private readonly LaneGroup _lanes = new();
    private CancellationToken _run;
    private bool _isStopped;

    /// <summary>Bytes that what waits in all mailboxes is expected to bring, as far as items like it have come. From any thread.</summary>
    public long Waiting
    {
        get
        {
            lock (_lock)
            {
                return _mailboxes.Values.Sum(static m => m.Waiting);
            }
        }
    }

    /// <summary>Runs what puts the items in, and ends when all of them have ended.</summary>
    /// <param name="feed">Calls <see cref="AddAsync"/> for each item, with the token that it is given.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    public Task RunAsync(Func<CancellationToken, Task> feed, CancellationToken cancellationToken) => _lanes.RunAsync(
        async token =>
        {
            _run = token;
            await feed(token).ConfigureAwait(false);
            foreach (MailboxExport mailbox in _mailboxes.Values)
            {
                mailbox.Complete();
            }
        },
        cancellationToken);

    /// <summary>Adds an item; waits while many of its mailbox are waiting. From any thread.</summary>
    public Task AddAsync(ExportRequest request, Ledger ledger, CancellationToken cancellationToken)
    {
        MailboxExport? mailbox;
        lock (_lock)
        {
            if (!_mailboxes.TryGetValue(request.MailboxId, out mailbox))
            {
                mailbox = new MailboxExport(connection, request.MailboxId, target, log, ledger, ended);
                _mailboxes.Add(request.MailboxId, mailbox);

                if (_isStopped)
                {
                    mailbox.Stop();
                }

                // With the token of the run: whoever adds may end long before the lanes do.
                _lanes.Start(mailbox.Start(_run));
            }
        }

        return mailbox.AddAsync(request, cancellationToken);
    }

    /// <summary>Begins no further call; what is under way ends, and what waits stays pending. From any thread.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _isStopped = true;
            foreach (MailboxExport mailbox in _mailboxes.Values)
            {
                mailbox.Stop();
            }
        }
    }
}

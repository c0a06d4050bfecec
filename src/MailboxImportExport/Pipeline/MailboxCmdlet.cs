using System;
using System.Threading.Tasks;
using MailboxImportExport.Model;

namespace MailboxImportExport.Pipeline;

/// <summary>A command that does one thing to each mailbox that it is given.</summary>
public abstract class MailboxCmdlet : MailboxInputCmdlet
{
    private StreamingRun<MailboxTask>? _run;

    /// <inheritdoc/>
    private protected override IStreamingRun? Run => _run;

    /// <inheritdoc/>
    private protected override void Prepare() => _run = MailboxVisits.Start(this, RequireConnection());

    /// <inheritdoc/>
    protected override void BindInput()
    {
        foreach (MailboxIdentity mailbox in Mailbox!)
        {
            if (Capture(mailbox) is (string part, Func<MailboxVisit, Task> work))
            {
                _run!.Add(new MailboxTask(mailbox, Archive, ComposeMailboxId, part, work));
            }
        }
    }

    /// <summary>Takes the parameters of the current record into what is done for it; null when nothing is to be done.</summary>
    private protected abstract (string Part, Func<MailboxVisit, Task> Work)? Capture(MailboxIdentity mailbox);
}

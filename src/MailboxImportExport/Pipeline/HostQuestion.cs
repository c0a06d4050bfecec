using System;
using System.Management.Automation;
using System.Management.Automation.Host;
using MailboxImportExport.Model;

namespace MailboxImportExport.Pipeline;

/// <summary>Asks where somebody may be there to answer.</summary>
internal static class HostQuestion
{
    /// <summary>Asks; on the pipeline thread.</summary>
    /// <param name="ask">Asks through ShouldContinue.</param>
    /// <param name="cannotAsk">Made where nobody can be asked: in a runbook, a service, with -NonInteractive.</param>
    public static bool Ask(Func<bool> ask, Func<MailboxImportExportException> cannotAsk)
    {
        try
        {
            return ask();
        }
        catch (Exception e) when (e is PSInvalidOperationException or HostException or NotImplementedException)
        {
            // A host that cannot ask; hosts differ in how they say so.
            throw cannotAsk();
        }
    }
}

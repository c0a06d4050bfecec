using System.Threading.Tasks;
using MailboxImportExport.ModuleTests.Processes;
using MailboxImportExport.Sandbox.Http;

namespace MailboxImportExport.ModuleTests.Kill;

/// <summary>Kills a process by what it asks the service for.</summary>
internal static class KillingGates
{
    /// <summary>Kills it at one of its imports.</summary>
    /// <param name="gates">Those of the sandbox.</param>
    /// <param name="child">The process.</param>
    /// <param name="point">As the request arrives, or after it was carried out.</param>
    /// <param name="occurrence">Which of them, from 1.</param>
    public static void KillAt(this Gates gates, ChildProcess child, GatePoint point, int occurrence)
    {
        for (int i = 1; i < occurrence; i++)
        {
            gates.OnNext(CallKind.ImportItem, static _ => Task.CompletedTask, point);
        }

        gates.OnNext(
            CallKind.ImportItem,
            _ =>
            {
                child.Kill();
                return Task.CompletedTask;
            },
            point);
    }
}

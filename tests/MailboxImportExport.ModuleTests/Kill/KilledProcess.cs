using System.Linq;
using MailboxImportExport.ModuleTests.Processes;

namespace MailboxImportExport.ModuleTests.Kill;

/// <summary>Tells the end of a process that was killed from that of one that failed.</summary>
internal static class KilledProcess
{
    // 128 + SIGKILL; on Windows the number that Process.Kill gives.
    private static readonly int[] Codes = [137, -1];

    public static bool IsOne(ProcessEnd end) => Codes.Contains(end.ExitCode);
}

namespace MailboxImportExport.Benchmarks.Service;

/// <summary>What a sandbox has counted.</summary>
/// <param name="Requests">All requests.</param>
/// <param name="Refused">Requests that were refused for a limit.</param>
/// <param name="MostAtOnce">The most calls that ran on one mailbox.</param>
internal sealed record ServedCounts(int Requests, int Refused, int MostAtOnce)
{
    public double RefusedShare => (double)Refused / Requests;
}

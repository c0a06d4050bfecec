using System.Threading;
using MailboxImportExport.Graph;

namespace MailboxImportExport.Pipeline;

/// <summary>What a run of a command works with.</summary>
internal sealed record RunContext(GraphConnection Connection, CmdletOutput Output, bool ShowsProgress, CancellationToken CancellationToken)
{
    public ProgressWriter Progress(int id, string activity) => new(Output, id, activity, ShowsProgress, Connection.Time);
}

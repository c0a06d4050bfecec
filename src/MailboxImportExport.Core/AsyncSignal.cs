using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport;

/// <summary>
/// Wakes everybody who waits for a change. Take the task first, then look at the state, then await: a change in between is
/// not missed.
/// </summary>
internal sealed class AsyncSignal
{
    private TaskCompletionSource<bool> _next = Make();

    /// <summary>Ends at the next change.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Something has changed.</summary>
    public void Pulse() => Interlocked.Exchange(ref _next, Make()).TrySetResult(true);

    private static TaskCompletionSource<bool> Make() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

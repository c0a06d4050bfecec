using System;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Transport;
using Microsoft.Extensions.Time.Testing;

namespace MailboxImportExport.Tests.Transfer;

/// <summary>Lets the time of a run pass while its first calls are under way.</summary>
internal static class PassingTime
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    /// <summary>Lets time pass during the first call of a kind. The other lanes wait for it: however slow that call is, no lane gets further than its first.</summary>
    /// <param name="gates">Those of the sandbox.</param>
    /// <param name="kind">The kind of call.</param>
    /// <param name="time">The clock.</param>
    /// <param name="length">How much.</param>
    /// <param name="before">What happens before that time has passed, or null.</param>
    public static void PassDuring(this Gates gates, CallKind kind, FakeTimeProvider time, TimeSpan length, Action? before = null)
    {
        TaskCompletionSource passed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        gates.OnNext(kind, _ =>
        {
            before?.Invoke();
            time.Advance(length);
            passed.SetResult();
            return Task.CompletedTask;
        });
        for (int lane = 1; lane < CallLimits.DocumentedCallsAtOnce; lane++)
        {
            gates.OnNext(kind, _ => passed.Task.WaitAsync(Guard));
        }
    }
}

using System;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Http;

namespace MailboxImportExport.ModuleTests;

/// <summary>Lets some calls of a kind pass and holds those that follow.</summary>
internal sealed class CallHold : IDisposable
{
    // More calls of one kind than any client makes at once.
    private const int MostHeld = 16;

    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CallHold(SandboxServer server, CallKind kind, int after)
    {
        foreach (int _ in Enumerable.Range(0, after))
        {
            server.Gates.OnNext(kind, static _ => Task.CompletedTask);
        }

        foreach (int _ in Enumerable.Range(0, MostHeld))
        {
            server.Gates.OnNext(kind, HoldAsync);
        }
    }

    /// <summary>Waits until a call is held.</summary>
    public Task ReachedAsync() => _reached.Task;

    public void Release() => _released.TrySetResult();

    public void Dispose() => Release();

    private Task HoldAsync(CallContext call)
    {
        _reached.TrySetResult();
        return _released.Task.WaitAsync(call.Aborted);
    }
}

using System.Threading.Tasks;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>Holds calls until it is released.</summary>
internal sealed class GateBlock
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until a call stands at the gate.</summary>
    public Task WaitUntilReachedAsync() => _reached.Task;

    /// <summary>Lets the calls pass, those that wait and those to come.</summary>
    public void Release() => _released.TrySetResult();

    internal Task HoldAsync()
    {
        _reached.TrySetResult();
        return _released.Task;
    }
}

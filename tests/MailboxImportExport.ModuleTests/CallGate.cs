using System;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Http;

namespace MailboxImportExport.ModuleTests;

/// <summary>Holds the calls of a kind back, from now until it is released or the test is over.</summary>
internal sealed class CallGate(SandboxServer server, CallKind kind, GatePoint point = GatePoint.Arrival) : IDisposable
{
    private readonly GateBlock _block = server.Gates.Block(kind, point);

    /// <summary>Waits until a call stands before the gate.</summary>
    public Task ReachedAsync() => _block.WaitUntilReachedAsync();

    public void Release() => _block.Release();

    public void Dispose() => Release();
}

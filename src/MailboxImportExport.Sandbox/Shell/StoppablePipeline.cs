using System;
using System.Management.Automation;

namespace MailboxImportExport.Sandbox.Shell;

/// <summary>
/// A pipeline that one thread runs and disposes while another may stop it. The engine fails with a null reference when a
/// pipeline is disposed before the call that stopped it has returned, so the one waits for the other here.
/// </summary>
internal sealed class StoppablePipeline(PowerShell pipeline) : IDisposable
{
    private readonly object _gate = new();
    private bool _disposed;

    internal PowerShell Pipeline => pipeline;

    /// <summary>Whether it ended because it was stopped; a call that waits for the end then returns as after any other end.</summary>
    internal bool WasStopped => pipeline.InvocationStateInfo.State is PSInvocationState.Stopping or PSInvocationState.Stopped;

    /// <summary>Does what Ctrl+C does, and returns when the pipeline has ended.</summary>
    internal void Stop()
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                pipeline.Stop();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            pipeline.Dispose();
        }
    }
}

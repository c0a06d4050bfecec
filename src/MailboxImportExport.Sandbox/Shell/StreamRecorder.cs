using System.Collections.Generic;
using System.Management.Automation;

namespace MailboxImportExport.Sandbox.Shell;

/// <summary>Writes down what all streams of one pipeline bring, in the order over all of them.</summary>
internal sealed class StreamRecorder
{
    private readonly List<ShellRecord> _records = [];
    private readonly object _gate = new();

    internal StreamRecorder(PowerShell pipeline)
    {
        Listen(Output, ShellStream.Output);
        Listen(pipeline.Streams.Error, ShellStream.Error);
        Listen(pipeline.Streams.Warning, ShellStream.Warning);
        Listen(pipeline.Streams.Verbose, ShellStream.Verbose);
        Listen(pipeline.Streams.Debug, ShellStream.Debug);
        Listen(pipeline.Streams.Information, ShellStream.Information);
        Listen(pipeline.Streams.Progress, ShellStream.Progress);
    }

    internal PSDataCollection<PSObject> Output { get; } = [];

    internal IReadOnlyList<ShellRecord> Records
    {
        get
        {
            lock (_gate)
            {
                return [.. _records];
            }
        }
    }

    private void Listen<T>(PSDataCollection<T> collection, ShellStream stream) =>
        collection.DataAdding += (object? sender, DataAddingEventArgs added) =>
        {
            lock (_gate)
            {
                _records.Add(new(stream, added.ItemAdded));
            }
        };
}

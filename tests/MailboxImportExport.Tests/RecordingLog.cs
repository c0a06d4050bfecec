using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using MailboxImportExport.Model;

namespace MailboxImportExport.Tests;

/// <summary>Keeps what a service tells.</summary>
internal sealed class RecordingLog : IRunLog
{
    private readonly ConcurrentQueue<string> _verbose = new();
    private readonly ConcurrentQueue<string> _debug = new();
    private readonly ConcurrentQueue<string> _warnings = new();

    public IReadOnlyCollection<string> VerboseLines => _verbose;

    public IReadOnlyCollection<string> DebugLines => _debug;

    public IReadOnlyCollection<string> Warnings => _warnings;

    public bool ShowsVerbose => true;

    public bool ShowsDebug => true;

    /// <summary>Told each line of <see cref="Verbose"/>.</summary>
    public Action<string>? Heard { get; set; }

    public void Verbose(string text)
    {
        _verbose.Enqueue(text);
        Heard?.Invoke(text);
    }

    public void Debug(string text) => _debug.Enqueue(text);

    public void Warning(string text) => _warnings.Enqueue(text);
}

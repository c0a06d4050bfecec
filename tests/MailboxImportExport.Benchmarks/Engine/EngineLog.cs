using System;
using System.Threading;
using MailboxImportExport.Model;

namespace MailboxImportExport.Benchmarks.Engine;

/// <summary>Shows the first warnings: that the service slows a mailbox down is expected of some parts, and forty times.</summary>
internal sealed class EngineLog : IRunLog
{
    private const int MostShown = 3;
    private int _shown;

    public bool ShowsVerbose => false;

    public bool ShowsDebug => false;

    public void Verbose(string text)
    {
    }

    public void Debug(string text)
    {
    }

    public void Warning(string text)
    {
        if (Interlocked.Increment(ref _shown) <= MostShown)
        {
            Console.Error.WriteLine($"warning: {text}");
        }
    }
}

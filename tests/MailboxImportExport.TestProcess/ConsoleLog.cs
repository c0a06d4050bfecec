using System;
using MailboxImportExport.Model;

namespace MailboxImportExport.TestProcess;

/// <summary>Tells on the error stream what a user would see.</summary>
internal sealed class ConsoleLog : IRunLog
{
    public bool ShowsVerbose => true;

    public bool ShowsDebug => false;

    public void Verbose(string text) => Console.Error.WriteLine(text);

    public void Debug(string text)
    {
    }

    public void Warning(string text) => Console.Error.WriteLine(text);
}

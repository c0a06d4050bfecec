namespace MailboxImportExport.Model;

/// <summary>Where a service tells what it does. May be called from any thread; never given a secret.</summary>
internal interface IRunLog
{
    /// <summary>Whether anybody sees what <see cref="Verbose"/> is told; whoever has a line for each item asks first.</summary>
    bool ShowsVerbose { get; }

    /// <summary>Whether anybody sees what <see cref="Debug"/> is told; whoever has a line for each call asks first.</summary>
    bool ShowsDebug { get; }

    /// <summary>What the user would tell a colleague.</summary>
    void Verbose(string text);

    /// <summary>Calls, statuses and ids, for whoever looks for a fault.</summary>
    void Debug(string text);

    /// <summary>Something was skipped or is not as it should be.</summary>
    void Warning(string text);
}

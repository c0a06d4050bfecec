using System;

namespace MailboxImportExport.Pipeline;

/// <summary>Something that has to happen on the pipeline thread, and what to do when it never will.</summary>
internal readonly struct PendingWrite(Action write, Action? dropped)
{
    public void Run() => write();

    public void Drop() => dropped?.Invoke();
}

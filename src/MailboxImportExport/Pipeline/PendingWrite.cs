using System;

namespace MailboxImportExport.Pipeline;

/// <summary>Something that has to happen on the pipeline thread, and what to do when it never will.</summary>
/// <param name="write">What has to happen.</param>
/// <param name="dropped">What to do instead.</param>
/// <param name="takesRoom">Whether it counts among those that producers wait for.</param>
internal readonly struct PendingWrite(Action write, Action? dropped, bool takesRoom)
{
    public bool TakesRoom => takesRoom;

    public void Run() => write();

    public void Drop() => dropped?.Invoke();
}

namespace MailboxImportExport.Model;

/// <summary>How far a task is.</summary>
public enum MailboxItemTaskStatus
{
    /// <summary>Not started.</summary>
    NotStarted = 0,

    /// <summary>In progress.</summary>
    InProgress = 1,

    /// <summary>Completed.</summary>
    Completed = 2,

    /// <summary>Waiting for somebody else.</summary>
    Waiting = 3,

    /// <summary>Deferred.</summary>
    Deferred = 4,
}

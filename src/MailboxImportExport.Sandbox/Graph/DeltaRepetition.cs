namespace MailboxImportExport.Sandbox.Graph;

/// <summary>Whether one round of a delta query names an id more than once; the last time counts.</summary>
internal enum DeltaRepetition
{
    Never,

    /// <summary>Everything is told twice.</summary>
    Twice,

    /// <summary>What is there is told as removed first.</summary>
    RemovedFirst,
}

namespace MailboxImportExport.Transfer.Import.Journal;

/// <summary>One import that is done or open, in forty-eight bytes.</summary>
internal struct JournalEntry
{
    public JournalKey Key;

    /// <summary>Hash of the id of the new item; 0 while it is not known whether there is one.</summary>
    public ulong Item;

    /// <summary>Hash of the id of the source item; 0 where only a file is known.</summary>
    public ulong Source;

    /// <summary>When it was about to be sent, in seconds since 1970.</summary>
    public uint At;

    /// <summary>Number of the run.</summary>
    public int Run;

    /// <summary>The next entry of the chain.</summary>
    public int Next;

    public bool IsUsed;

    /// <summary>Whether the service named the new item in its answer: one that was found only may be another.</summary>
    public bool IsMade;
}

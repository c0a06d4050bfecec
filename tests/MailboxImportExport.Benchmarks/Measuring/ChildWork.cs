namespace MailboxImportExport.Benchmarks.Measuring;

/// <summary>What a process of its own does.</summary>
internal enum ChildWork
{
    /// <summary>Runs a script.</summary>
    Script,

    /// <summary>The engine exports a folder.</summary>
    Export,

    /// <summary>The engine imports an export folder.</summary>
    Import,

    /// <summary>The limit exports a folder.</summary>
    LimitExport,

    /// <summary>The limit imports an export folder.</summary>
    LimitImport,

    /// <summary>The naive rival exports a folder.</summary>
    NaiveExport,

    /// <summary>The careful rival exports a folder.</summary>
    CarefulExport,

    /// <summary>The engine exports the mailboxes user1, user2 and so on side by side.</summary>
    Mailboxes,

    /// <summary>A module is imported.</summary>
    ImportModule,
}

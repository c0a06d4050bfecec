namespace MailboxImportExport.Tests.Transfer.Export;

/// <summary>What an answer says of an id.</summary>
internal enum ScriptedEntry
{
    /// <summary>Its content.</summary>
    Content,

    /// <summary>Its content, and that of an item that was not asked for.</summary>
    WithAnother,

    /// <summary>Its content, twice.</summary>
    Twice,

    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>That it is not there.</summary>
    NotFound,

    /// <summary>That the service is too busy for it.</summary>
    Busy,

    /// <summary>That something went wrong.</summary>
    Internal,

    /// <summary>That it is damaged.</summary>
    Corrupt,
}

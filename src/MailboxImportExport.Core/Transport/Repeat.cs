namespace MailboxImportExport.Transport;

/// <summary>Whether a call may be sent again.</summary>
internal enum Repeat
{
    /// <summary>Doing it twice is the same as doing it once.</summary>
    Always,

    /// <summary>Only when the service said that it did nothing: a lost answer may hide a success.</summary>
    WhenRefused,

    /// <summary>As <see cref="Always"/>, and also while the directory has not seen yet what was created a moment ago.</summary>
    UntilSeen,
}

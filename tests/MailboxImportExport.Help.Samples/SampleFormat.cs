namespace MailboxImportExport.Help.Samples;

/// <summary>How much of an item is read.</summary>
public enum SampleFormat
{
    /// <summary>The envelope: subject, <c>From</c> and times.</summary>
    Brief,

    /// <summary>All that there is.</summary>
    Full,
}

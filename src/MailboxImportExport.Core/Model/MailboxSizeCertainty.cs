namespace MailboxImportExport.Model;

/// <summary>How sure a number of bytes is.</summary>
public enum MailboxSizeCertainty
{
    /// <summary>The service reported it. What an export takes can be a fraction of it or forty times as much.</summary>
    Reported,

    /// <summary>Some items were exported, and the reported sizes were corrected by what they took.</summary>
    Sampled,
}

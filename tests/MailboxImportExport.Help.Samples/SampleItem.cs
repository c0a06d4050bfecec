namespace MailboxImportExport.Help.Samples;

/// <summary>An item of a sample folder.</summary>
public sealed class SampleItem
{
    /// <summary>The subject.</summary>
    public string Subject { get; set; } = string.Empty;
}

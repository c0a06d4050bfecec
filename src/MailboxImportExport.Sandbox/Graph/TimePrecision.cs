namespace MailboxImportExport.Sandbox.Graph;

/// <summary>How many digits a time in an answer has behind the second.</summary>
internal enum TimePrecision
{
    Seconds,
    Milliseconds,
    Ticks,
}

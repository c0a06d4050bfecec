namespace MailboxImportExport.Model;

/// <summary>The run that exported items: whoever takes them further can ask whether they are all that there is.</summary>
internal sealed class ExportOrigin
{
    private volatile bool _isWhole;

    /// <summary>Whether the run has ended and did all that it was asked for.</summary>
    public bool IsWhole => _isWhole;

    /// <summary>The run has ended, with nothing left out.</summary>
    public void End() => _isWhole = true;
}

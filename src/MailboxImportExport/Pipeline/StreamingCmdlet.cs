namespace MailboxImportExport.Pipeline;

/// <summary>
/// A command whose records feed one long run: it starts before the first record, works while records arrive, and ends after the
/// last, so that calls are grouped across records and what is ready leaves early.
/// </summary>
public abstract class StreamingCmdlet : ConnectedCmdlet
{
    /// <summary>The run; null before it has begun.</summary>
    private protected abstract IStreamingRun? Run { get; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => Guard(() =>
    {
        base.BeginProcessing();
        Prepare();
    });

    /// <inheritdoc/>
    protected override void ProcessRecord() => Guard(() =>
    {
        BindInput();
        Run?.PumpAvailable();
    });

    /// <inheritdoc/>
    protected override void EndProcessing() => Guard(() => Run?.Finish());

    /// <summary>Makes the run; called once, on the pipeline thread, before the first record.</summary>
    private protected abstract void Prepare();

    /// <inheritdoc/>
    private protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Run?.Dispose();
        }

        base.Dispose(disposing);
    }
}

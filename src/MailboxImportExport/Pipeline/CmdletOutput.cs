using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;

namespace MailboxImportExport.Pipeline;

/// <summary>What work off the pipeline thread may write through. Everything arrives in the order in which it was written.</summary>
internal sealed class CmdletOutput(AsyncCmdlet cmdlet, PipelinePump pump) : IRunLog
{
    /// <inheritdoc/>
    public bool ShowsVerbose { get; } = cmdlet.ShowsVerbose;

    /// <inheritdoc/>
    public bool ShowsDebug { get; } = cmdlet.ShowsDebug;

    /// <summary>Writes an object once the pipeline has room.</summary>
    public Task WriteObjectAsync(object value, CancellationToken cancellationToken) => WriteObjectAsync(value, null, null, cancellationToken);

    /// <summary>Writes an object once the pipeline has room.</summary>
    /// <param name="value">The object.</param>
    /// <param name="written">Carried out on the pipeline thread when the rest of the pipeline has had the object.</param>
    /// <param name="dropped">Carried out when the object is never written.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task WriteObjectAsync(object value, Action? written, Action? dropped, CancellationToken cancellationToken) => pump.PostAsync(
        () =>
        {
            try
            {
                cmdlet.WriteObject(value);
            }
            catch when (!cmdlet.Stopping)
            {
                // Select-Object -First throws out of the write of its last object, which it has.
                written?.Invoke();
                throw;
            }

            written?.Invoke();
        },
        dropped,
        cancellationToken);

    /// <summary>Writes a non-terminating error.</summary>
    public Task WriteErrorAsync(Exception exception, object? target, CancellationToken cancellationToken)
        => pump.PostAsync(() => cmdlet.WriteError(cmdlet.ToRecord(exception, target)), null, cancellationToken);

    /// <summary>Asks on the pipeline thread.</summary>
    public Task<T> AskAsync<T>(Func<T> question) => pump.AskAsync(question);

    public void Verbose(string text)
    {
        if (ShowsVerbose)
        {
            pump.Post(() => cmdlet.WriteVerbose(text));
        }
    }

    public void Debug(string text)
    {
        if (ShowsDebug)
        {
            pump.Post(() => cmdlet.WriteDebug(text));
        }
    }

    public void Warning(string text) => pump.Post(() => cmdlet.WriteWarning(text));

    public void Progress(ProgressRecord record) => pump.Post(() => cmdlet.WriteProgress(record));

    /// <summary>Writes the record that takes the display away, also when the rest of the pipeline wants nothing more.</summary>
    public void LastProgress(ProgressRecord record) => pump.PostLast(() => cmdlet.WriteProgress(record));
}

using System;

namespace MailboxImportExport.Pipeline;

/// <summary>A run as the cmdlet base sees it.</summary>
internal interface IStreamingRun : IDisposable
{
    /// <summary>Writes what is ready.</summary>
    void PumpAvailable();

    /// <summary>Ends the input, writes until the run has ended, and passes its failure on.</summary>
    void Finish();
}

using System;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace MailboxImportExport.Pipeline;

/// <summary>A bounded queue of records in front of work that runs as long as the cmdlet.</summary>
internal sealed class StreamingRun<T> : IStreamingRun
{
    private readonly PipelinePump _pump = new();
    private readonly Channel<T> _input;

    /// <param name="cmdlet">Who writes.</param>
    /// <param name="capacity">Records that may wait.</param>
    /// <param name="work">Reads the records until they end.</param>
    public StreamingRun(AsyncCmdlet cmdlet, int capacity, Func<ChannelReader<T>, CmdletOutput, CancellationToken, Task> work)
    {
        _input = Channel.CreateBounded<T>(new BoundedChannelOptions(capacity) { SingleReader = true, SingleWriter = true });
        CmdletOutput output = new(cmdlet, _pump);
        _pump.Start(token => work(_input.Reader, output, token), cmdlet.StopToken);
    }

    /// <summary>Gives a record to the work; while the queue is full, what is ready is written. Pipeline thread only.</summary>
    public void Add(T record)
    {
        while (!_input.Writer.TryWrite(record))
        {
            _pump.PumpUntil(_input.Writer.WaitToWriteAsync().AsTask());
            if (_pump.HasEnded)
            {
                // It failed, and its failure is the reason why nobody takes the record.
                _pump.Finish();
                return;
            }
        }
    }

    public void PumpAvailable()
    {
        _pump.PumpAvailable();
        if (_pump.HasEnded)
        {
            // Nobody reads the records any more, and why that is need not wait until the last of them has come.
            _pump.Finish();
        }
    }

    public void Finish()
    {
        _input.Writer.TryComplete();
        _pump.Finish();
    }

    public void Dispose()
    {
        // Cancelled, not ended: a command in front that fails must not look like an input that is whole, which a command that
        // removes waits for.
        _pump.Dispose();
        _input.Writer.TryComplete();
    }
}

using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Export;

namespace MailboxImportExport.Transfer.Spool;

/// <summary>Large content on its way into the spool file, and afterwards the list of its blocks.</summary>
internal sealed class SpooledItem : ILargeItem
{
    private readonly SpoolFile _file;
    private readonly SpoolBudget _budget;
    private readonly long _limit;
    private readonly List<int> _blocks = [];
    private int _disposed;

    public SpooledItem(SpoolFile file, SpoolBudget budget, long limit)
    {
        _file = file;
        _budget = budget;
        _limit = limit;
        file.Hold();
    }

    /// <summary>Bytes of content.</summary>
    public long Length { get; private set; }

    /// <summary>Bytes that it takes in the file.</summary>
    public long Held => (long)_blocks.Count * SpoolFile.BlockSize;

    public Task WriteAsync(byte[] buffer, int count, CancellationToken cancellationToken)
    {
        int done = 0;
        while (done < count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int offset = (int)(Length % SpoolFile.BlockSize);
            if (offset == 0)
            {
                AddBlock();
            }

            int part = Math.Min(count - done, SpoolFile.BlockSize - offset);
            _file.Write(_blocks[_blocks.Count - 1], offset, buffer, done, part);
            Length += part;
            done += part;
        }

        return Task.CompletedTask;
    }

    /// <summary>Reads at a place of the content.</summary>
    public int Read(long position, byte[] buffer, int start, int count)
    {
        int offset = (int)(position % SpoolFile.BlockSize);
        int wanted = (int)Math.Min(Math.Min(count, SpoolFile.BlockSize - offset), Length - position);
        return wanted <= 0 ? 0 : _file.Read(_blocks[(int)(position / SpoolFile.BlockSize)], offset, buffer, start, wanted);
    }

    /// <summary>Gives the room back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _file.ReturnBlocks(_blocks);
            _budget.Return(0, Held);
            _file.LetGo();
        }
    }

    private void AddBlock()
    {
        if (Held + SpoolFile.BlockSize > _limit)
        {
            throw Errors.SpoolTooSmall(_limit);
        }

        if (!_budget.TryTakeSpool(SpoolFile.BlockSize, _limit))
        {
            throw new SpoolPressureException();
        }

        _blocks.Add(_file.TakeBlock());
    }
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace MailboxImportExport.ItemFolder;

/// <summary>
/// Compares what is still to come with the free space of the drive that it goes to: when a run begins and every thirty seconds, so that it ends
/// cleanly while there still is room for its records. From any thread.
/// </summary>
internal sealed class FreeSpace(string folder, IItemFolderFiles files, TimeProvider time)
{
    /// <summary>How often the drive is asked.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>Bytes that lines of the manifest and other small files may take.</summary>
    public const long Reserve = 1024 * 1024;

    private readonly object _lock = new();
    private readonly List<Func<long>> _waiting = [];
    private long? _checked;
    private long? _known;
    private long _underWay;

    // Whether what waits has not been compared with it yet.
    private bool _isNew;

    /// <summary>Bytes that are free, as far as it is known without asking too often; null when the system does not say: on a share, or where the drive has gone.</summary>
    public long? Known
    {
        get
        {
            lock (_lock)
            {
                Look();
                return _known;
            }
        }
    }

    /// <summary>Begins a call, or ends the run when the drive has no room for what is under way and this.</summary>
    /// <param name="expected">Bytes that it is expected to bring.</param>
    /// <returns>Ends the call.</returns>
    public IDisposable Begin(long expected)
    {
        lock (_lock)
        {
            _underWay += expected;
        }

        Call call = new(this, expected);
        try
        {
            Check();
            return call;
        }
        catch
        {
            call.Dispose();
            throw;
        }
    }

    /// <summary>Bytes were written.</summary>
    public void Take(long bytes)
    {
        lock (_lock)
        {
            // Until the drive is asked again.
            _known = _known is long free ? Math.Max(0, free - bytes) : null;
        }
    }

    /// <summary>Reckons with what waits in a run, whenever the drive is asked.</summary>
    /// <param name="waiting">Bytes that it is expected to bring.</param>
    /// <returns>Ends that.</returns>
    public IDisposable Reckon(Func<long> waiting)
    {
        lock (_lock)
        {
            _waiting.Add(waiting);
        }

        return new Run(this, waiting);
    }

    private void Check()
    {
        bool isNew;
        lock (_lock)
        {
            Look();
            isNew = _isNew;
            _isNew = false;
        }

        // Outside of the lock: the runs have locks of their own.
        long waiting = isNew ? Waiting() : 0;
        lock (_lock)
        {
            long needed = _underWay + waiting + Reserve;
            if (_known is long free && free < needed)
            {
                throw Errors.DriveTooSmall(folder, needed, free);
            }
        }
    }

    private long Waiting()
    {
        Func<long>[] runs;
        lock (_lock)
        {
            runs = [.. _waiting];
        }

        return runs.Sum(static run => run());
    }

    private void Look()
    {
        if (_checked is not long last || time.GetElapsedTime(last) >= Interval)
        {
            _known = files.FreeBytes(folder);
            _checked = time.GetTimestamp();
            _isNew = true;
        }
    }

    private sealed class Call(FreeSpace space, long bytes) : IDisposable
    {
        private long _bytes = bytes;

        public void Dispose()
        {
            lock (space._lock)
            {
                space._underWay -= _bytes;
                _bytes = 0;
            }
        }
    }

    private sealed class Run(FreeSpace space, Func<long> waiting) : IDisposable
    {
        public void Dispose()
        {
            lock (space._lock)
            {
                space._waiting.Remove(waiting);
            }
        }
    }
}

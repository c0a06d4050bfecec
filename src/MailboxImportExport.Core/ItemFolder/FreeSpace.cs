using System;

namespace MailboxImportExport.ItemFolder;

/// <summary>
/// Compares what is still to come with the free space of the drive that it goes to: when a run begins and every thirty seconds, so that it ends
/// cleanly while there still is room for its records.
/// </summary>
internal sealed class FreeSpace(string folder, IItemFolderFiles files, TimeProvider time)
{
    /// <summary>How often the drive is asked.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>Bytes that lines of the manifest and other small files may take.</summary>
    public const long Reserve = 1024 * 1024;

    private readonly object _lock = new();
    private long? _checked;
    private long? _known;

    /// <summary>Bytes that are free, or null when the system does not say: on a share, or where the drive has gone.</summary>
    public long? Free => files.FreeBytes(folder);

    /// <summary>Ends the run when the drive has no room for what is about to be written.</summary>
    /// <param name="needed">Bytes that are expected.</param>
    public void Check(long needed)
    {
        // What was read last counts for all calls until the drive is asked again.
        if (Known() is long free && free < needed + Reserve)
        {
            throw Errors.DriveTooSmall(folder, needed + Reserve, free);
        }
    }

    private long? Known()
    {
        lock (_lock)
        {
            if (_checked is not long last || time.GetElapsedTime(last) >= Interval)
            {
                _known = Free;
                _checked = time.GetTimestamp();
            }

            return _known;
        }
    }
}

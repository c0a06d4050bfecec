using System;
using System.IO;

namespace MailboxImportExport;

/// <summary>Small records that must be remembered until the end of a run: in memory at first, in a temporary file when they become many.</summary>
/// <remarks>For one thread at a time.</remarks>
internal sealed class RecordStore(string folder, int memoryLimit = RecordStore.DefaultMemoryLimit, Func<string, Stream>? create = null) : IDisposable
{
    /// <summary>Bytes that are held in memory: what 5,000 records of 200 bytes take.</summary>
    public const int DefaultMemoryLimit = 1024 * 1024;

    private const int LengthBytes = sizeof(int);
    private const int FileBuffer = 16 * 1024;

    private readonly byte[] _length = new byte[LengthBytes];
    private Stream _records = new MemoryStream();
    private long _end;

    // Where it stands there, a stream need not write out what it has buffered.
    private bool _isAtEnd;

    /// <summary>Records in the store.</summary>
    public long Count { get; private set; }

    /// <summary>Remembers a record.</summary>
    /// <returns>The position from which it can be read.</returns>
    public long Add(byte[] record) => Guarded(() => Append(record));

    /// <summary>Reads the record at a position.</summary>
    /// <param name="position">Where it begins; after the call, where the next one begins.</param>
    public byte[] Read(ref long position)
    {
        long from = position;
        byte[] record = Guarded(() => ReadAt(from));
        position = from + LengthBytes + record.Length;
        return record;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _records.Dispose();
        }
        catch (IOException)
        {
            // What could not be written is not wanted any more.
        }
    }

    private long Append(byte[] record)
    {
        if (_records is MemoryStream memory && memory.Length + LengthBytes + record.Length > memoryLimit)
        {
            Stream file = create?.Invoke(folder) ?? TemporaryFile.Create(folder);
            memory.WriteTo(file);
            memory.Dispose();
            _records = new BufferedStream(file, FileBuffer);
        }

        if (!_isAtEnd)
        {
            _records.Position = _end;
            _isAtEnd = true;
        }

        long position = _end;
        WriteLength(record.Length);
        _records.Write(record, 0, record.Length);
        _end += LengthBytes + record.Length;
        Count++;
        return position;
    }

    private byte[] ReadAt(long position)
    {
        _isAtEnd = false;
        _records.Position = position;
        _records.Fill(_length, 0, LengthBytes);
        byte[] record = new byte[BitConverter.ToInt32(_length, 0)];
        _records.Fill(record, 0, record.Length);
        return record;
    }

    private void WriteLength(int length)
    {
        byte[] bytes = BitConverter.GetBytes(length);
        _records.Write(bytes, 0, bytes.Length);
    }

    // Also reading writes what has been buffered.
    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (IOException e)
        {
            throw Errors.TemporaryFileNotWritable(folder, e);
        }
    }
}

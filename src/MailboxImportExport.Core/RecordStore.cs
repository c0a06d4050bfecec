using System;
using System.IO;

namespace MailboxImportExport;

/// <summary>Small records that must be remembered until the end of a run: in memory at first, in a temporary file when they become many.</summary>
/// <remarks>For one thread at a time.</remarks>
internal sealed class RecordStore(string folder, int memoryLimit = RecordStore.DefaultMemoryLimit) : IDisposable
{
    /// <summary>Bytes that are held in memory: what 5,000 records of 200 bytes take.</summary>
    public const int DefaultMemoryLimit = 1024 * 1024;

    private const int LengthBytes = sizeof(int);
    private const int FileBuffer = 16 * 1024;

    private readonly byte[] _length = new byte[LengthBytes];
    private Stream _records = new MemoryStream();

    /// <summary>Records in the store.</summary>
    public long Count { get; private set; }

    /// <summary>Remembers a record.</summary>
    /// <returns>The position from which it can be read.</returns>
    public long Add(byte[] record)
    {
        if (_records is MemoryStream memory && memory.Length + LengthBytes + record.Length > memoryLimit)
        {
            FileStream file = TemporaryFile.Create(folder);
            memory.WriteTo(file);
            memory.Dispose();
            _records = new BufferedStream(file, FileBuffer);
        }

        long position = _records.Length;
        _records.Position = position;
        WriteLength(record.Length);
        _records.Write(record, 0, record.Length);
        Count++;
        return position;
    }

    /// <summary>Reads the record at a position.</summary>
    /// <param name="position">Where it begins; after the call, where the next one begins.</param>
    public byte[] Read(ref long position)
    {
        _records.Position = position;
        _records.Fill(_length, 0, LengthBytes);
        byte[] record = new byte[BitConverter.ToInt32(_length, 0)];
        _records.Fill(record, 0, record.Length);
        position = _records.Position;
        return record;
    }

    /// <inheritdoc/>
    public void Dispose() => _records.Dispose();

    private void WriteLength(int length)
    {
        byte[] bytes = BitConverter.GetBytes(length);
        _records.Write(bytes, 0, bytes.Length);
    }
}

using System;
using System.Text;

namespace MailboxImportExport.Transfer.Import;

/// <summary>Ids of many items, in a temporary file when they are too many for memory. From any thread.</summary>
internal sealed class ItemIds(string temporaryFolder) : IDisposable
{
    private readonly object _lock = new();
    private readonly RecordStore _ids = new(temporaryFolder);

    /// <summary>Remembers an id.</summary>
    /// <returns>The place at which it can be found.</returns>
    public long Add(string id)
    {
        lock (_lock)
        {
            return _ids.Add(Encoding.UTF8.GetBytes(id));
        }
    }

    public string At(long place)
    {
        lock (_lock)
        {
            return Encoding.UTF8.GetString(_ids.Read(ref place));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _ids.Dispose();
}

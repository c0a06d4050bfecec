using System;
using System.Text;

namespace MailboxImportExport.Transfer.Import;

/// <summary>Ids and change keys of many items, in a temporary file when they are too many for memory. From any thread.</summary>
internal sealed class ItemIds(string temporaryFolder) : IDisposable
{
    private const char Separator = '\n';

    private readonly object _lock = new();
    private readonly RecordStore _ids = new(temporaryFolder);

    /// <summary>Remembers an item.</summary>
    /// <returns>The place at which it can be found.</returns>
    public long Add(string id, string? changeKey)
    {
        lock (_lock)
        {
            return _ids.Add(Encoding.UTF8.GetBytes($"{id}{Separator}{changeKey}"));
        }
    }

    public HeldVersion At(long place)
    {
        lock (_lock)
        {
            string[] parts = Encoding.UTF8.GetString(_ids.Read(ref place)).Split(Separator);
            return new HeldVersion(parts[0], parts[1].Length == 0 ? null : parts[1]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _ids.Dispose();
}

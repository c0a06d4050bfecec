using System;
using System.IO;
using System.Text;

namespace MailboxImportExport.Transfer.Import;

/// <summary>The ids and change keys of items that may be replaced: in memory while they are few, else in a temporary file.</summary>
internal sealed class HeldVersions : IDisposable
{
    private const char Separator = '\n';

    private readonly object _lock = new();
    private readonly RecordStore _store = new(Path.GetTempPath());

    /// <summary>Remembers a version.</summary>
    /// <returns>Where it can be read.</returns>
    public long Add(string itemId, string? changeKey)
    {
        lock (_lock)
        {
            return _store.Add(Encoding.UTF8.GetBytes($"{itemId}{Separator}{changeKey}"));
        }
    }

    public HeldVersion Read(long position)
    {
        lock (_lock)
        {
            string[] parts = Encoding.UTF8.GetString(_store.Read(ref position)).Split(Separator);
            return new HeldVersion(parts[0], parts[1].Length == 0 ? null : parts[1]);
        }
    }

    public void Dispose() => _store.Dispose();
}

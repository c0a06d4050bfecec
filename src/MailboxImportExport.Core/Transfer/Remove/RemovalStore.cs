using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace MailboxImportExport.Transfer.Remove;

/// <summary>Remembers what is to be removed until the input has ended, at less than 256 bytes an item, in a temporary file when it is much.</summary>
internal sealed class RemovalStore(string temporaryFolder) : IDisposable
{
    private const int AnyVersion = -1;
    private const int NoFolder = -1;

    private readonly RecordStore _records = new(temporaryFolder);
    private readonly List<(string MailboxId, string FolderId)> _folders = [];
    private readonly Dictionary<(string MailboxId, string FolderId), int> _numbers = [];

    /// <summary>Items that are remembered.</summary>
    public long Count => _records.Count;

    public void Add(RemovalRequest request)
    {
        using MemoryStream record = new();
        using (BinaryWriter writer = new(record, Encoding.UTF8))
        {
            writer.Write(NumberOf(request.MailboxId, request.FolderId));
            writer.Write(request.ItemId);
            writer.Write(request.Name);
            Write(writer, request.Versions);
            writer.Write(request.Copy is ItemCopy copy ? NumberOf(copy.MailboxId, copy.FolderId) : NoFolder);
            if (request.Copy is not null)
            {
                writer.Write(request.Copy.ItemId);
                Write(writer, request.Copy.Versions);
            }
        }

        _records.Add(record.ToArray());
    }

    /// <summary>Gives everything in the order in which it came.</summary>
    public IEnumerable<RemovalRequest> Read()
    {
        long position = 0;
        for (long i = 0; i < _records.Count; i++)
        {
            using BinaryReader reader = new(new MemoryStream(_records.Read(ref position)), Encoding.UTF8);
            (string mailboxId, string folderId) = _folders[reader.ReadInt32()];
            yield return new RemovalRequest(mailboxId, folderId, reader.ReadString(), reader.ReadString()) { Versions = ReadVersions(reader), Copy = ReadCopy(reader) };
        }
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<string>? versions)
    {
        writer.Write(versions?.Count ?? AnyVersion);
        foreach (string version in versions ?? [])
        {
            writer.Write(version);
        }
    }

    private int NumberOf(string mailboxId, string folderId)
    {
        (string, string) folder = (mailboxId, folderId);
        if (!_numbers.TryGetValue(folder, out int number))
        {
            number = _folders.Count;
            _folders.Add(folder);
            _numbers.Add(folder, number);
        }

        return number;
    }

    private ItemCopy? ReadCopy(BinaryReader reader)
    {
        int folder = reader.ReadInt32();
        return folder == NoFolder ? null : new ItemCopy(_folders[folder].MailboxId, _folders[folder].FolderId, reader.ReadString(), ReadVersions(reader) ?? []);
    }

    private static List<string>? ReadVersions(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        List<string>? versions = count == AnyVersion ? null : [];
        for (int i = 0; i < count; i++)
        {
            versions!.Add(reader.ReadString());
        }

        return versions;
    }

    /// <inheritdoc/>
    public void Dispose() => _records.Dispose();
}

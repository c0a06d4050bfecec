using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Items;

/// <summary>
/// Turns a listing round: remembers every item with its time, then gives them newest first, over all folders. Of items of one
/// time the one that was listed later comes first.
/// </summary>
internal sealed class NewestFirstListing(string temporaryFolder, ItemTime property)
{
    public async IAsyncEnumerable<MailboxItem> RunAsync(IAsyncEnumerable<ListedItem> listed, ItemQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using RecordStore records = new(temporaryFolder);
        List<MailboxContentFolder> folders = [];
        List<(long Ticks, long Position)> order = [];
        await foreach (ListedItem item in listed.ConfigureAwait(false))
        {
            if (folders.Count == 0 || !ReferenceEquals(folders[folders.Count - 1], item.Folder))
            {
                folders.Add(item.Folder);
            }

            long ticks = ItemFilter.TimeOf(item.Model, property)?.UtcTicks ?? 0;
            order.Add((ticks, records.Add(Write(item.Json, folders.Count - 1))));
        }

        order.Sort();
        for (int i = order.Count - 1; i >= 0; i--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long position = order[i].Position;
            byte[] record = records.Read(ref position);
            yield return query.ToModel(Read(record), folders[BitConverter.ToInt32(record, 0)]);
        }
    }

    private static byte[] Write(ItemJson json, int folder)
    {
        using MemoryStream record = new();
        record.Write(BitConverter.GetBytes(folder), 0, sizeof(int));
        JsonSerializer.Serialize(record, json, GraphJson.Default.ItemJson);
        return record.ToArray();
    }

    private static ItemJson Read(byte[] record)
        => JsonSerializer.Deserialize(record.AsSpan(sizeof(int)), GraphJson.Default.ItemJson) ?? throw new InvalidDataException("An empty record was remembered.");
}

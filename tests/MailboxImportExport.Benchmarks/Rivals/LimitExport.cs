using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using MailboxImportExport.Model;

namespace MailboxImportExport.Benchmarks.Rivals;

/// <summary>
/// The limit: streams, decodes, hashes and writes, and does nothing else. No item is looked for twice, nothing is written down, no failure
/// is known. Whatever an export really has to do comes on top of this.
/// </summary>
internal sealed class LimitExport(RivalConnection connection, IReadOnlyList<MailboxItem> items)
{
    private const int ItemsInCall = 20;
    private const int LaneCount = 4;
    private const long LargeItem = 4 * 1024 * 1024;

    public Task RunAsync(string path)
    {
        ItemFiles files = new(path, items);
        List<MailboxItem[]> calls = [.. items.Where(static i => i.Size >= LargeItem).Chunk(1), .. items.Where(static i => i.Size < LargeItem).Chunk(ItemsInCall)];
        return Lanes.RunAsync(LaneCount, calls, call => CallAsync(call, files));
    }

    private async Task CallAsync(MailboxItem[] call, ItemFiles files)
    {
        using HttpRequestMessage request = connection.Export(call[0].MailboxId, call.Select(static i => i.ItemId));
        using HttpResponseMessage response = await connection.Graph.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        Stream body = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        using LimitAnswer answer = new(body, files);
        int received = await answer.ReceiveAsync().ConfigureAwait(false);
        if (received != call.Length)
        {
            throw new InvalidDataException($"{received} of {call.Length} items came.");
        }
    }
}

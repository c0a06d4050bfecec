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
/// <param name="connection">The service.</param>
/// <param name="items">What is exported.</param>
/// <param name="itemsInCall">How many of them a call asks for; large ones go alone.</param>
internal sealed class LimitExport(RivalConnection connection, IReadOnlyList<MailboxItem> items, int itemsInCall = LimitExport.MostItems)
{
    private const int MostItems = 20;
    private const int LaneCount = 4;

    public Task RunAsync(string path)
    {
        ItemFiles files = new(path, items);
        return Lanes.RunAsync(LaneCount, [.. items.Chunk(itemsInCall)], call => CallAsync(call, files));
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

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Model;

namespace MailboxImportExport.Benchmarks.Rivals;

/// <summary>
/// One item a call, each answer read whole. In one lane and with the answer as text it is the naive rival, what a script does; in several
/// lanes and with the answer as bytes it is the careful one.
/// </summary>
internal sealed class SingleExport(RivalConnection connection, IReadOnlyList<MailboxItem> items, int lanes, bool asText)
{
    public Task RunAsync(string path)
    {
        ItemFiles files = new(path, items);
        return Lanes.RunAsync(lanes, items, item => ExportAsync(item, files));
    }

    private async Task ExportAsync(MailboxItem item, ItemFiles files)
    {
        using HttpRequestMessage request = connection.Export(item.MailboxId, [item.ItemId]);
        using HttpResponseMessage response = await connection.Graph.SendAsync(request).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        byte[] content = asText ? Parse(await response.Content.ReadAsStringAsync().ConfigureAwait(false)) : Parse(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false));
        await File.WriteAllBytesAsync(files.PathOf(item.ItemId), content).ConfigureAwait(false);
    }

    private static byte[] Parse(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return Convert.FromBase64String(document.RootElement.GetProperty("value").EnumerateArray().Single().GetProperty("data").GetString()!);
    }

    private static byte[] Parse(byte[] text)
    {
        Utf8JsonReader reader = new(text);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                return reader.GetBytesFromBase64();
            }
        }

        throw new InvalidDataException("The answer has no content.");
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Threading.Tasks;

namespace MailboxImportExport.Benchmarks.Rivals;

/// <summary>One item after another in each lane, with its whole body in memory before it is sent.</summary>
internal sealed class SingleImport(RivalConnection connection, ImportTarget target, IReadOnlyList<string> files, int lanes)
{
    public Task RunAsync() => Lanes.RunAsync(lanes, files, ImportAsync);

    private async Task ImportAsync(string file)
    {
        byte[] content = await File.ReadAllBytesAsync(file).ConfigureAwait(false);
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(new { target.FolderId, Mode = "create", Data = Convert.ToBase64String(content) });
        using HttpRequestMessage request = new(HttpMethod.Post, target.Address)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        using HttpResponseMessage response = await connection.Import.SendAsync(request).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
    }
}

using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Threading.Tasks;

namespace MailboxImportExport.Benchmarks.Rivals;

/// <summary>The limit of imports: reads, hashes, encodes and sends, and does nothing else.</summary>
internal sealed class LimitImport(RivalConnection connection, ImportTarget target, IReadOnlyList<string> files)
{
    private const int LaneCount = 4;

    public Task RunAsync() => Lanes.RunAsync(LaneCount, files, ImportAsync);

    private async Task ImportAsync(string file)
    {
        using FileStream source = new(file, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
        using HttpRequestMessage request = new(HttpMethod.Post, target.Address) { Content = new LimitContent(target.FolderId, source) };
        using HttpResponseMessage response = await connection.Import.SendAsync(request).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
    }
}

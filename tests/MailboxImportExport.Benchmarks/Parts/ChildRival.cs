using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using MailboxImportExport.Benchmarks.Engine;
using MailboxImportExport.Benchmarks.Measuring;
using MailboxImportExport.Benchmarks.Rivals;
using MailboxImportExport.Model;

namespace MailboxImportExport.Benchmarks.Parts;

/// <summary>A rival in a process of its own.</summary>
internal sealed class ChildRival : IDisposable
{
    private const int CarefulLanes = 3;
    private readonly ChildRequest _request;
    private readonly CoreEngine _engine;
    private readonly RivalConnection _connection;

    private ChildRival(ChildRequest request, CoreEngine engine, RivalConnection connection)
    {
        _request = request;
        _engine = engine;
        _connection = connection;
    }

    public static async Task<ChildRival> OpenAsync(ChildRequest request)
        => new(request, await CoreEngine.OpenAsync(request.Uri).ConfigureAwait(false), await RivalConnection.OpenAsync(request.Uri).ConfigureAwait(false));

    /// <summary>Exports a folder, or imports an export folder.</summary>
    public async Task RunAsync(string folder, string path)
    {
        if (_request.Work == ChildWork.LimitImport)
        {
            ImportTarget target = new(await _engine.ImportAddressAsync(Setting.Target).ConfigureAwait(false), await _engine.InboxAsync(Setting.Target).ConfigureAwait(false));
            await new LimitImport(_connection, target, Directory.GetFiles(path, "*.fts", SearchOption.AllDirectories)).RunAsync().ConfigureAwait(false);
            return;
        }

        IReadOnlyList<MailboxItem> items = await _engine.ListAsync(Setting.Source, folder).ConfigureAwait(false);
        await ExportAsync(folder == Setting.Large, items, path).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _connection.Dispose();
        _engine.Dispose();
    }

    private Task ExportAsync(bool isLarge, IReadOnlyList<MailboxItem> items, string path) => _request.Work switch
    {
        ChildWork.LimitExport when isLarge => new LimitExport(_connection, items, 1).RunAsync(path),
        ChildWork.LimitExport => new LimitExport(_connection, items).RunAsync(path),
        ChildWork.NaiveExport => new SingleExport(_connection, items, 1, asText: true).RunAsync(path),
        _ => new SingleExport(_connection, items, CarefulLanes, asText: false).RunAsync(path),
    };
}

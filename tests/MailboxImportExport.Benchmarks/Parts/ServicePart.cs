using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Benchmarks.Engine;
using MailboxImportExport.Benchmarks.Measuring;
using MailboxImportExport.Benchmarks.Rivals;
using MailboxImportExport.Model;

namespace MailboxImportExport.Benchmarks.Parts;

/// <summary>A service that is far away: each call takes 300 ms, each connection carries 20 MB in a second, four calls run at once.</summary>
internal sealed class ServicePart : IPart
{
    private const string Far = "--prepared --drop-imports --latency-ms 300 --bandwidth-kb 19531";
    private const int CarefulLanes = 3;
    private const int MostLanes = 4;
    private readonly Rows _rows = new("service");

    public string Name => "service";

    public async IAsyncEnumerable<Row> MeasureAsync(Scale scale)
    {
        using WorkFolder work = WorkFolder.InMemory();
        IAsyncEnumerable<Row>[] groups = [MailAsync(scale, work), LargeAsync(scale, work), DroppedAsync(scale, work, 2), DroppedAsync(scale, work, 1), ImportAsync(scale, work)];
        foreach (IAsyncEnumerable<Row> group in groups)
        {
            await foreach (Row row in group.ConfigureAwait(false))
            {
                yield return row;
            }
        }
    }

    private async IAsyncEnumerable<Row> MailAsync(Scale scale, WorkFolder work)
    {
        const double OfNaive = 20;
        const double OfCareful = 6;
        await using Setting setting = await Setting.StartAsync($"{Far} --items 1200 --item-kb 75", 1).ConfigureAwait(false);
        IReadOnlyList<MailboxItem> items = await setting.Engine.ListAsync(Setting.Source, Setting.Many).ConfigureAwait(false);
        using ModuleEngine module = new(setting.Sandbox.Uri, 1);
        ModuleScripts.List(module, Setting.Many);
        int few = scale.Items(24);
        int many = scale.Items(1200);
        Contender[] contenders =
        [
            Single(setting, [.. items.Take(few)], 1),
            Single(setting, [.. items.Take(CarefulLanes * few)], CarefulLanes),
            Engine(setting, [.. items.Take(many)]),
            new(many, path => Task.Run(() => ModuleScripts.Export(module, path, many))),
        ];
        IReadOnlyList<IReadOnlyList<Reading>> r = await RunAsync(setting, work, scale, contenders).ConfigureAwait(false);
        const string Name = "export, mail-sized items, 300 ms a call";
        yield return _rows.Throughput($"{Name}: engine against naive", r[2], r[0], OfNaive);
        yield return _rows.Throughput($"{Name}: engine against careful", r[2], r[1], OfCareful);
        yield return _rows.Throughput($"{Name}: command against naive", r[3], r[0], OfNaive);
        yield return _rows.Throughput($"{Name}: command against careful", r[3], r[1], OfCareful);
    }

    private async IAsyncEnumerable<Row> LargeAsync(Scale scale, WorkFolder work)
    {
        const double OfNaive = 3.6;
        const double OfCareful = 1.2;
        const int Items = 20;
        const string Note = "20 items of 50 MB; naive moves 2 of them and careful 6 in its trials";
        await using Setting setting = await Setting.StartAsync($"{Far} --items 20 --large-items {Items} --large-item-mb 50", 1).ConfigureAwait(false);
        IReadOnlyList<MailboxItem> items = await setting.Engine.ListAsync(Setting.Source, Setting.Large).ConfigureAwait(false);
        Contender[] contenders =
        [
            Single(setting, [.. items.Take(2)], 1),
            Single(setting, [.. items.Take(2 * CarefulLanes)], CarefulLanes),
            Engine(setting, items),
        ];
        IReadOnlyList<IReadOnlyList<Reading>> r = await RunAsync(setting, work, scale, contenders).ConfigureAwait(false);
        yield return _rows.Throughput("export, large items, 20 MB/s: engine against naive", r[2], r[0], OfNaive, Note);
        yield return _rows.Throughput("export, large items, 20 MB/s: engine against careful", r[2], r[1], OfCareful, Note);
    }

    private async IAsyncEnumerable<Row> DroppedAsync(Scale scale, WorkFolder work, int every)
    {
        const double Least = 0.95;
        await using Setting setting = await Setting.StartAsync($"{Far} --items 200 --item-kb 75 --drop-ids {every}", 1).ConfigureAwait(false);
        IReadOnlyList<MailboxItem> items = await setting.Engine.ListAsync(Setting.Source, Setting.Many).ConfigureAwait(false);
        Contender[] contenders =
        [
            Single(setting, [.. items.Take(scale.Items(100))], MostLanes),
            Engine(setting, [.. items.Take(scale.Items(200))]),
        ];
        IReadOnlyList<IReadOnlyList<Reading>> r = await RunAsync(setting, work, scale, contenders).ConfigureAwait(false);
        string which = every == 1 ? "all items" : "every second item";
        yield return _rows.Throughput($"export, {which} missing from answers to several: engine against careful with four lanes", r[1], r[0], Least);
    }

    private async IAsyncEnumerable<Row> ImportAsync(Scale scale, WorkFolder work)
    {
        const double Least = 0.95;
        const string Note = "items of 20 KB, so that the upload limit is not reached; both find the folder and open the session in their trials";
        int count = scale.Items(240);
        await using Setting setting = await Setting.StartAsync($"{Far} --items {count} --item-kb 20", 1).ConfigureAwait(false);
        string source = work.NewPath();
        await setting.Engine.ExportAsync(await setting.Engine.ListAsync(Setting.Source, Setting.Many).ConfigureAwait(false), source).ConfigureAwait(false);
        string[] files = Directory.GetFiles(source, "*.fts", SearchOption.AllDirectories);
        Contender[] contenders =
        [
            new(count, async _ => await new SingleImport(setting.Rival, await setting.ImportTargetAsync().ConfigureAwait(false), files, MostLanes).RunAsync().ConfigureAwait(false)),
            new(count, path => setting.Engine.ImportAsync(source, Setting.Target, path)),
        ];
        IReadOnlyList<IReadOnlyList<Reading>> r = await RunAsync(setting, work, scale, contenders).ConfigureAwait(false);
        yield return _rows.Throughput("import, mail-sized items, 300 ms a call: engine against careful with four lanes", r[1], r[0], Least, Note);
    }

    // The first round makes everybody warm, and lets the engine find out how many lanes the service takes.
    private static async Task<IReadOnlyList<IReadOnlyList<Reading>>> RunAsync(Setting setting, WorkFolder work, Scale scale, IReadOnlyList<Contender> contenders)
    {
        IReadOnlyList<IReadOnlyList<Reading>> all = await new Rotation(setting.Sandbox, work, scale.FewRounds + 1).RunAsync(contenders, isWarm: true).ConfigureAwait(false);
        return [.. all.Select(static readings => (IReadOnlyList<Reading>)[.. readings.Skip(1)])];
    }

    private static Contender Single(Setting setting, MailboxItem[] items, int lanes)
        => new(items.Length, new SingleExport(setting.Rival, items, lanes, asText: lanes == 1).RunAsync);

    private static Contender Engine(Setting setting, IReadOnlyList<MailboxItem> items) => new(items.Count, path => setting.Engine.ExportAsync(items, path));
}

using System.Collections.Generic;
using System.Globalization;
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
    private const double Latency = 0.3;
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
            Single(setting, [.. items.Take(few)], 1, few),
            Single(setting, [.. items.Take(CarefulLanes * few)], CarefulLanes, CarefulLanes * few),
            Engine(setting, [.. items.Take(many)], many),
            Command(module, many, many),
        ];
        IReadOnlyList<IReadOnlyList<Reading>> r = await RunAsync(setting, work, scale, contenders).ConfigureAwait(false);
        const string Title = "export, mail-sized items, 300 ms a call";
        yield return _rows.Throughput($"{Title}: engine against naive", r[2], r[0], OfNaive);
        yield return _rows.Throughput($"{Title}: engine against careful", r[2], r[1], OfCareful);
        yield return _rows.Throughput($"{Title}: command against naive", r[3], r[0], OfNaive);
        yield return _rows.Throughput($"{Title}: command against careful", r[3], r[1], OfCareful);
    }

    private async IAsyncEnumerable<Row> LargeAsync(Scale scale, WorkFolder work)
    {
        const double OfNaive = 3.6;
        const double OfCareful = 1.2;
        const string Note = $"{Setting.LargeNote}; naive moves 2 of them and careful 6 in its trials";
        const string Content = $"--items 20 {Setting.LargeItems}";
        await using Setting setting = await Setting.StartAsync($"{Far} {Content}", 1).ConfigureAwait(false);
        IReadOnlyList<MailboxItem> items = await setting.Engine.ListAsync(Setting.Source, Setting.Large).ConfigureAwait(false);
        ContentSizes sizes = await SizesAsync(Content, items).ConfigureAwait(false);
        MailboxItem[] middle = [.. items.OrderBy(sizes.BytesOf).Skip((items.Count / 2) - CarefulLanes).Take(2 * CarefulLanes)];
        using ModuleEngine module = new(setting.Sandbox.Uri, 1);
        ModuleScripts.List(module, Setting.Large);
        Contender[] contenders =
        [
            Single(setting, middle[..2], 1, sizes.MegabytesOf(middle[..2])),
            Single(setting, middle, CarefulLanes, sizes.MegabytesOf(middle)),
            Engine(setting, items, sizes.MegabytesOf(items)),
            Command(module, items.Count, sizes.MegabytesOf(items)),
        ];
        IReadOnlyList<IReadOnlyList<Reading>> r = await RunAsync(setting, work, scale, contenders).ConfigureAwait(false);
        const string Title = "export, large items, 20 MB/s";
        yield return _rows.Throughput($"{Title}: engine against naive", r[2], r[0], OfNaive, Note, Measure.Megabytes);
        yield return _rows.Throughput($"{Title}: engine against careful", r[2], r[1], OfCareful, Note, Measure.Megabytes);
        yield return _rows.Throughput($"{Title}: command against naive", r[3], r[0], OfNaive, Note, Measure.Megabytes);
        yield return _rows.Throughput($"{Title}: command against careful", r[3], r[1], OfCareful, Note, Measure.Megabytes);
    }

    private static async Task<ContentSizes> SizesAsync(string content, IReadOnlyList<MailboxItem> items)
    {
        await using Setting fast = await Setting.StartAsync($"--prepared --no-limits {content}").ConfigureAwait(false);
        return await ContentSizes.OfAsync(fast, items).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<Row> DroppedAsync(Scale scale, WorkFolder work, int every)
    {
        const double Least = 0.95;
        int single = scale.Items(100);
        int many = scale.Items(200);
        await using Setting setting = await Setting.StartAsync($"{Far} --items 200 --item-kb 75 --drop-ids {every}", 1).ConfigureAwait(false);
        IReadOnlyList<MailboxItem> items = await setting.Engine.ListAsync(Setting.Source, Setting.Many).ConfigureAwait(false);
        using ModuleEngine module = new(setting.Sandbox.Uri, 1);
        ModuleScripts.List(module, Setting.Many);
        Contender[] contenders =
        [
            Single(setting, [.. items.Take(single)], MostLanes, single),
            Engine(setting, [.. items.Take(many)], many),
            Command(module, many, many),
        ];
        IReadOnlyList<IReadOnlyList<Reading>> r = await RunAsync(setting, work, scale, contenders).ConfigureAwait(false);
        string title = $"export, {(every == 1 ? "all items" : "every second item")} missing from answers to several";
        yield return _rows.Throughput($"{title}: engine against careful with four lanes", r[1], r[0], Least);
        yield return _rows.Throughput($"{title}: command against careful with four lanes", r[2], r[0], Least);
    }

    private async IAsyncEnumerable<Row> ImportAsync(Scale scale, WorkFolder work)
    {
        const double Least = 0.95;
        const string Note = "four calls of 300 ms at once; items of 20 KB, so that the upload limit is not reached. Finding the mailbox and the folder, looking at what is there and opening the session are in the trials, and not in what is allowed";
        int count = scale.Items(800);
        await using Setting setting = await Setting.StartAsync($"{Far} --items {count} --item-kb 20", 1).ConfigureAwait(false);
        string source = work.NewPath();
        await setting.Engine.ExportAsync(await setting.Engine.ListAsync(Setting.Source, Setting.Many).ConfigureAwait(false), source).ConfigureAwait(false);
        using ModuleEngine module = new(setting.Sandbox.Uri, 1);
        Contender[] contenders =
        [
            new(count, path => setting.Engine.ImportAsync(source, Setting.Target, path)),
            new(count, path => Task.Run(() => ModuleScripts.Import(module, source, path))),
        ];
        IReadOnlyList<IReadOnlyList<Reading>> r = await RunAsync(setting, work, scale, contenders).ConfigureAwait(false);
        string title = string.Create(CultureInfo.InvariantCulture, $"import, {count} items, 300 ms a call");
        yield return _rows.Allowed($"{title}: engine, of what four lanes allow", r[0], MostLanes / Latency, Least, Note);
        yield return _rows.Allowed($"{title}: command, of what four lanes allow", r[1], MostLanes / Latency, Least, Note);
    }

    // The first round makes everybody warm, and lets the engine find out how many lanes the service takes.
    private static async Task<IReadOnlyList<IReadOnlyList<Reading>>> RunAsync(Setting setting, WorkFolder work, Scale scale, IReadOnlyList<Contender> contenders)
    {
        IReadOnlyList<IReadOnlyList<Reading>> all = await new Rotation(setting.Sandbox, work, scale.FewRounds + 1).RunAsync(contenders, isWarm: true).ConfigureAwait(false);
        return [.. all.Select(static readings => (IReadOnlyList<Reading>)[.. readings.Skip(1)])];
    }

    private static Contender Single(Setting setting, MailboxItem[] items, int lanes, double amount)
        => new(amount, new SingleExport(setting.Rival, items, lanes, asText: lanes == 1).RunAsync);

    private static Contender Engine(Setting setting, IReadOnlyList<MailboxItem> items, double amount) => new(amount, path => setting.Engine.ExportAsync(items, path));

    private static Contender Command(ModuleEngine module, int count, double amount) => new(amount, path => Task.Run(() => ModuleScripts.Export(module, path, count)));
}

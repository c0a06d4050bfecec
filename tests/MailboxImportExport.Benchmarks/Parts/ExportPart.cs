using System.Collections.Generic;
using System.Threading.Tasks;
using MailboxImportExport.Benchmarks.Engine;
using MailboxImportExport.Benchmarks.Measuring;
using MailboxImportExport.Benchmarks.Rivals;
using MailboxImportExport.Model;

namespace MailboxImportExport.Benchmarks.Parts;

/// <summary>Exports to a folder without latency, against the limit.</summary>
internal sealed class ExportPart : IPart
{
    private const double LeastThroughput = 0.9;
    private const double MostCpu = 1.3;
    private const double MostGrowth = 16;
    private const string Fast = "--prepared --no-limits";
    private readonly Rows _rows = new("export");

    public string Name => "export";

    public async IAsyncEnumerable<Row> MeasureAsync(Scale scale)
    {
        int count = scale.Items(5000);
        await foreach (Row row in MailAsync(scale.Rounds, count).ConfigureAwait(false))
        {
            yield return row;
        }

        await foreach (Row row in LargeAsync(scale.FewRounds).ConfigureAwait(false))
        {
            yield return row;
        }

        await foreach (Row row in MemoryAsync().ConfigureAwait(false))
        {
            yield return row;
        }
    }

    private async IAsyncEnumerable<Row> MailAsync(int rounds, int count)
    {
        await using Setting setting = await Setting.StartAsync($"{Fast} --items {count} --item-kb 75").ConfigureAwait(false);
        IReadOnlyList<MailboxItem> items = await setting.Engine.ListAsync(Setting.Source, Setting.Many).ConfigureAwait(false);
        using ModuleEngine module = new(setting.Sandbox.Uri);
        ModuleScripts.List(module, Setting.Many);
        Contender[] contenders = Contenders(setting, module, items, new LimitExport(setting.Rival, items), items.Count);
        await foreach (Row row in CompareAsync(setting, contenders, rounds, $"export, {count:N0} mail-sized items", Measure.Items, null).ConfigureAwait(false))
        {
            yield return row;
        }
    }

    private async IAsyncEnumerable<Row> LargeAsync(int rounds)
    {
        await using Setting setting = await Setting.StartAsync($"{Fast} --items 20 {Setting.LargeItems}").ConfigureAwait(false);
        IReadOnlyList<MailboxItem> items = await setting.Engine.ListAsync(Setting.Source, Setting.Large).ConfigureAwait(false);
        ContentSizes sizes = await ContentSizes.OfAsync(setting, items).ConfigureAwait(false);
        using ModuleEngine module = new(setting.Sandbox.Uri);
        ModuleScripts.List(module, Setting.Large);
        Contender[] contenders = Contenders(setting, module, items, new LimitExport(setting.Rival, items, itemsInCall: 1), sizes.MegabytesOf(items));
        await foreach (Row row in CompareAsync(setting, contenders, rounds, "export, large items", Measure.Megabytes, Setting.LargeNote).ConfigureAwait(false))
        {
            yield return row;
        }
    }

    private static Contender[] Contenders(Setting setting, ModuleEngine module, IReadOnlyList<MailboxItem> items, LimitExport limit, double amount) =>
    [
        new(amount, limit.RunAsync),
        new(amount, path => setting.Engine.ExportAsync(items, path)),
        new(amount, path => Task.Run(() => ModuleScripts.Export(module, path))),
    ];

    private async IAsyncEnumerable<Row> CompareAsync(Setting setting, Contender[] contenders, int rounds, string name, Measure measure, string? note)
    {
        foreach (WorkFolder work in (WorkFolder[])[WorkFolder.InMemory(), WorkFolder.OnDisk()])
        {
            using (work)
            {
                IReadOnlyList<IReadOnlyList<Reading>> r = await new Rotation(setting.Sandbox, work, rounds).RunAsync(contenders).ConfigureAwait(false);
                yield return _rows.Throughput($"{name}, {work.Medium}: engine against limit", r[1], r[0], LeastThroughput, note, measure);
                yield return _rows.Cpu($"{name}, {work.Medium}: CPU of engine against limit", r[1], r[0], MostCpu, note, measure);
                yield return _rows.Throughput($"{name}, {work.Medium}: command against limit", r[2], r[0], LeastThroughput, note, measure);
                yield return _rows.Cpu($"{name}, {work.Medium}: CPU of command against limit", r[2], r[0], MostCpu, note, measure);
            }
        }
    }

    // Each in a process of its own, warm by mail-sized items.
    private async IAsyncEnumerable<Row> MemoryAsync()
    {
        await using Setting setting = await Setting.StartAsync($"{Fast} --items 3000 --item-kb 75 {Setting.LargeItems}").ConfigureAwait(false);
        using WorkFolder work = WorkFolder.InMemory();
        Task<ChildAnswer> RunAsync(ChildWork kind)
            => Child.RunAsync(new ChildRequest(kind, setting.Sandbox.Uri) { Folder = Setting.Large, Path = work.NewPath(), WarmPath = work.NewPath(), WarmScript = Script(Setting.Many), Script = Script(Setting.Large) });
        ChildAnswer limit = await RunAsync(ChildWork.LimitExport).ConfigureAwait(false);
        ChildAnswer careful = await RunAsync(ChildWork.CarefulExport).ConfigureAwait(false);
        ChildAnswer naive = await RunAsync(ChildWork.NaiveExport).ConfigureAwait(false);
        ChildAnswer engine = await RunAsync(ChildWork.Export).ConfigureAwait(false);
        ChildAnswer command = await RunAsync(ChildWork.Script).ConfigureAwait(false);
        yield return Growth("engine, rival: limit", engine, limit);
        yield return Growth("command, rival: careful", command, careful);
        yield return Growth("command, rival: naive", command, naive);
    }

    private Row Growth(string who, ChildAnswer ours, ChildAnswer rival)
        => _rows.AtMost($"export, large items: peak growth of a process with the {who}", "MB", ours.GrowthMegabytes, MostGrowth, Setting.LargeNote) with { Rival = rival.GrowthMegabytes };

    private static string Script(string folder) => $"Export-MailboxItem {Setting.Source} -DestinationPath $path -Connection $c -Folder {folder} | Out-Null";
}

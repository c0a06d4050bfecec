using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Benchmarks.Engine;
using MailboxImportExport.Benchmarks.Measuring;
using MailboxImportExport.Benchmarks.Rivals;
using MailboxImportExport.Model;

namespace MailboxImportExport.Benchmarks.Parts;

/// <summary>Imports of an export folder without latency, against the limit. The sandbox keeps nothing, so that it costs little.</summary>
internal sealed class ImportPart : IPart
{
    private const double LeastThroughput = 0.9;
    private const double MostCpu = 1.3;
    private const double MostGrowth = 16;
    private const double Million = 1_000_000;
    private const string Fast = "--prepared --no-limits --drop-imports";
    private readonly Rows _rows = new("import");

    public string Name => "import";

    public async IAsyncEnumerable<Row> MeasureAsync(Scale scale)
    {
        int count = scale.Items(5000);
        string mail = $"import, {count:N0} mail-sized items";
        foreach (WorkFolder work in (WorkFolder[])[WorkFolder.InMemory(), WorkFolder.OnDisk()])
        {
            using (work)
            {
                await foreach (Row row in CompareAsync(work, scale.Rounds, $"--items {count} --item-kb 75", Setting.Many, mail, null).ConfigureAwait(false))
                {
                    yield return row;
                }

                await foreach (Row row in CompareAsync(work, scale.FewRounds, $"--items 20 {Setting.LargeItems}", Setting.Large, "import, large items", Setting.LargeNote).ConfigureAwait(false))
                {
                    yield return row;
                }
            }
        }

        await foreach (Row row in MemoryAsync().ConfigureAwait(false))
        {
            yield return row;
        }
    }

    private async IAsyncEnumerable<Row> CompareAsync(WorkFolder work, int rounds, string options, string folder, string name, string? note)
    {
        await using Setting setting = await Setting.StartAsync($"{Fast} {options}").ConfigureAwait(false);
        string source = await ExportAsync(setting, folder, work).ConfigureAwait(false);
        string[] files = Directory.GetFiles(source, "*.fts", SearchOption.AllDirectories);
        (double amount, Measure measure) = folder == Setting.Large ? (files.Sum(static file => new FileInfo(file).Length) / Million, Measure.Megabytes) : (files.Length, Measure.Items);
        ImportTarget target = await setting.ImportTargetAsync().ConfigureAwait(false);
        using ModuleEngine module = new(setting.Sandbox.Uri);
        Contender[] contenders =
        [
            new(amount, _ => new LimitImport(setting.Rival, target, files).RunAsync()),
            new(amount, path => setting.Engine.ImportAsync(source, Setting.Target, path)),
            new(amount, path => Task.Run(() => ModuleScripts.Import(module, source, path))),
        ];
        IReadOnlyList<IReadOnlyList<Reading>> r = await new Rotation(setting.Sandbox, work, rounds).RunAsync(contenders).ConfigureAwait(false);
        yield return _rows.Throughput($"{name}, {work.Medium}: engine against limit", r[1], r[0], LeastThroughput, note, measure);
        yield return _rows.Cpu($"{name}, {work.Medium}: CPU of engine against limit", r[1], r[0], MostCpu, note, measure);
        yield return _rows.Throughput($"{name}, {work.Medium}: command against limit", r[2], r[0], LeastThroughput, note, measure);
        yield return _rows.Cpu($"{name}, {work.Medium}: CPU of command against limit", r[2], r[0], MostCpu, note, measure);
    }

    private async IAsyncEnumerable<Row> MemoryAsync()
    {
        await using Setting setting = await Setting.StartAsync($"{Fast} --items 3000 --item-kb 75 {Setting.LargeItems}").ConfigureAwait(false);
        using WorkFolder work = WorkFolder.InMemory();
        string large = await ExportAsync(setting, Setting.Large, work).ConfigureAwait(false);
        string many = await ExportAsync(setting, Setting.Many, work).ConfigureAwait(false);
        const string Script = $"Import-MailboxItem -Path $path -TargetMailbox {Setting.Target} -TargetFolder Inbox -CreateFolder -JournalPath \"$path-journal.jsonl\" -Connection $c | Out-Null";
        Task<ChildAnswer> RunAsync(ChildWork kind)
            => Child.RunAsync(new ChildRequest(kind, setting.Sandbox.Uri) { Folder = Setting.Large, Path = large, WarmPath = many, WarmScript = Script, Script = Script });
        ChildAnswer limit = await RunAsync(ChildWork.LimitImport).ConfigureAwait(false);
        yield return Growth("engine", await RunAsync(ChildWork.Import).ConfigureAwait(false), limit);
        yield return Growth("command", await RunAsync(ChildWork.Script).ConfigureAwait(false), limit);
    }

    private static async Task<string> ExportAsync(Setting setting, string folder, WorkFolder work)
    {
        string path = work.NewPath();
        IReadOnlyList<MailboxItem> items = await setting.Engine.ListAsync(Setting.Source, folder).ConfigureAwait(false);
        await setting.Engine.ExportAsync(items, path).ConfigureAwait(false);
        return path;
    }

    private Row Growth(string who, ChildAnswer ours, ChildAnswer limit)
        => _rows.AtMost($"import, large items: peak growth of a process with the {who}", "MB", ours.GrowthMegabytes, MostGrowth, Setting.LargeNote) with { Rival = limit.GrowthMegabytes };
}

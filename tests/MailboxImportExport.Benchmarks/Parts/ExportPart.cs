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
    private const int LargeItems = 20;
    private const string LargeNote = "20 items of 100 MB";
    private readonly Rows _rows = new("export");

    public string Name => "export";

    public async IAsyncEnumerable<Row> MeasureAsync(Scale scale)
    {
        int count = scale.Items(5000);
        await foreach (Row row in FolderAsync(scale, $"--items {count} --item-kb 75", Setting.Many, $"export, {count:N0} mail-sized items", null).ConfigureAwait(false))
        {
            yield return row;
        }

        string large = $"--items 3000 --item-kb 75 --large-items {LargeItems} --large-item-mb 100";
        await foreach (Row row in FolderAsync(scale, large, Setting.Large, "export, large items", LargeNote).ConfigureAwait(false))
        {
            yield return row;
        }

        await foreach (Row row in MemoryAsync(large).ConfigureAwait(false))
        {
            yield return row;
        }
    }

    private async IAsyncEnumerable<Row> FolderAsync(Scale scale, string options, string folder, string name, string? note)
    {
        await using Setting setting = await Setting.StartAsync($"--prepared --no-limits {options}").ConfigureAwait(false);
        IReadOnlyList<MailboxItem> items = await setting.Engine.ListAsync(Setting.Source, folder).ConfigureAwait(false);
        using ModuleEngine module = new(setting.Sandbox.Uri);
        ModuleScripts.List(module, folder);
        Contender[] contenders =
        [
            new(items.Count, new LimitExport(setting.Rival, items).RunAsync),
            new(items.Count, path => setting.Engine.ExportAsync(items, path)),
            new(items.Count, path => Task.Run(() => ModuleScripts.Export(module, path))),
        ];
        foreach (WorkFolder work in (WorkFolder[])[WorkFolder.InMemory(), WorkFolder.OnDisk()])
        {
            using (work)
            {
                Rotation rotation = new(setting.Sandbox, work, scale.Rounds);
                IReadOnlyList<IReadOnlyList<Reading>> r = await rotation.RunAsync(contenders).ConfigureAwait(false);
                yield return _rows.Throughput($"{name}, {work.Medium}: engine against limit", r[1], r[0], LeastThroughput, note);
                yield return _rows.Cpu($"{name}, {work.Medium}: CPU of engine against limit", r[1], r[0], MostCpu, note);
                yield return _rows.Throughput($"{name}, {work.Medium}: command against limit", r[2], r[0], LeastThroughput, note);
                yield return _rows.Cpu($"{name}, {work.Medium}: CPU of command against limit", r[2], r[0], MostCpu, note);
            }
        }
    }

    private async IAsyncEnumerable<Row> MemoryAsync(string options)
    {
        await using Setting setting = await Setting.StartAsync($"--prepared --no-limits {options}").ConfigureAwait(false);
        using WorkFolder work = WorkFolder.InMemory();
        ChildRequest request = new(ChildWork.Export, setting.Sandbox.Uri) { Folder = Setting.Large, Path = work.NewPath(), WarmPath = work.NewPath() };
        ChildAnswer engine = await Child.RunAsync(request).ConfigureAwait(false);
        yield return _rows.AtMost("export, large items: peak growth of a process with the engine", "MB", engine.GrowthMegabytes, MostGrowth, LargeNote);
        const string Line = $"Export-MailboxItem {Setting.Source} -DestinationPath $path -Connection $c -Folder ";
        ChildAnswer command = await Child.RunAsync(request with
        {
            Work = ChildWork.Script,
            Path = work.NewPath(),
            WarmPath = work.NewPath(),
            WarmScript = $"{Line}{Setting.Many} | Out-Null",
            Script = $"{Line}{Setting.Large} | Out-Null",
        }).ConfigureAwait(false);
        yield return _rows.AtMost("export, large items: peak growth of a process with the command", "MB", command.GrowthMegabytes, MostGrowth, LargeNote);
    }
}

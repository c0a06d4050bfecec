using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using MailboxImportExport.Benchmarks.Engine;
using MailboxImportExport.Benchmarks.Measuring;
using MailboxImportExport.Benchmarks.Rivals;

namespace MailboxImportExport.Benchmarks.Parts;

/// <summary>Imports of an export folder without latency, against the limit. The sandbox keeps nothing, so that it costs little.</summary>
internal sealed class ImportPart : IPart
{
    private const double LeastThroughput = 0.9;
    private const double MostCpu = 1.3;
    private const double MostGrowth = 16;
    private const string LargeNote = "20 items of 100 MB";
    private readonly Rows _rows = new("import");

    public string Name => "import";

    public async IAsyncEnumerable<Row> MeasureAsync(Scale scale)
    {
        int count = scale.Items(5000);
        await foreach (Row row in FolderAsync(scale, $"--items {count} --item-kb 75", Setting.Many, $"import, {count:N0} mail-sized items", null).ConfigureAwait(false))
        {
            yield return row;
        }

        await foreach (Row row in FolderAsync(scale, "--items 200 --large-items 20 --large-item-mb 100", Setting.Large, "import, large items", LargeNote).ConfigureAwait(false))
        {
            yield return row;
        }
    }

    private async IAsyncEnumerable<Row> FolderAsync(Scale scale, string options, string folder, string name, string? note)
    {
        await using Setting setting = await Setting.StartAsync($"--prepared --no-limits --drop-imports {options}").ConfigureAwait(false);
        using WorkFolder work = WorkFolder.InMemory();
        string source = work.NewPath();
        await setting.Engine.ExportAsync(await setting.Engine.ListAsync(Setting.Source, folder).ConfigureAwait(false), source).ConfigureAwait(false);
        string[] files = Directory.GetFiles(source, "*.fts", SearchOption.AllDirectories);
        ImportTarget target = await setting.ImportTargetAsync().ConfigureAwait(false);
        using ModuleEngine module = new(setting.Sandbox.Uri);
        Contender[] contenders =
        [
            new(files.Length, _ => new LimitImport(setting.Rival, target, files).RunAsync()),
            new(files.Length, path => setting.Engine.ImportAsync(source, Setting.Target, path)),
            new(files.Length, path => Task.Run(() => ModuleScripts.Import(module, source, path))),
        ];
        IReadOnlyList<IReadOnlyList<Reading>> r = await new Rotation(setting.Sandbox, work, scale.Rounds).RunAsync(contenders).ConfigureAwait(false);
        yield return _rows.Throughput($"{name}: engine against limit", r[1], r[0], LeastThroughput, note);
        yield return _rows.Cpu($"{name}: CPU of engine against limit", r[1], r[0], MostCpu, note);
        yield return _rows.Throughput($"{name}: command against limit", r[2], r[0], LeastThroughput, note);
        yield return _rows.Cpu($"{name}: CPU of command against limit", r[2], r[0], MostCpu, note);
        if (note is not null)
        {
            yield return await MemoryAsync(setting, work, source, note).ConfigureAwait(false);
        }
    }

    private async Task<Row> MemoryAsync(Setting setting, WorkFolder work, string source, string note)
    {
        string warm = work.NewPath();
        await setting.Engine.ExportAsync(await setting.Engine.ListAsync(Setting.Source, Setting.Many).ConfigureAwait(false), warm).ConfigureAwait(false);
        ChildAnswer answer = await Child.RunAsync(new ChildRequest(ChildWork.Import, setting.Sandbox.Uri) { Path = source, WarmPath = warm }).ConfigureAwait(false);
        return _rows.AtMost("import, large items: peak growth of a process with the engine", "MB", answer.GrowthMegabytes, MostGrowth, note);
    }
}

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Benchmarks.Engine;
using MailboxImportExport.Benchmarks.Measuring;
using MailboxImportExport.Benchmarks.Rivals;
using MailboxImportExport.Benchmarks.Service;
using MailboxImportExport.Model;

namespace MailboxImportExport.Benchmarks.Parts;

/// <summary>Imports that reach the limit of uploads: how much of what is allowed is used, and how often the service has to say no.</summary>
internal sealed class UploadPart : IPart
{
    private const double LeastUsed = 0.97;
    private const double MostRefused = 0.01;
    private const int Divisor = 30;
    private const int Windows = 4;
    private const double Documented = 150_000_000;
    private const double Minutes = 5;
    private const long Frame = 130;
    private const long Smallest = 30_000;
    private const long Largest = 60_000;

    // No item is cut, so that a little of each window stays free.
    private const double Filling = 0.99;
    private const string DecimalUpload = "--decimal-mb";
    private const string Content = "--items 3000 --item-kb 75";
    private const string Scaled = "150,000,000 bytes in five minutes, both divided by 30, kept by sandbox and engine alike, so that four windows pass in 40 seconds; items of 30 to 60 KB in base64, which reach this limit before that of requests";
    private readonly Rows _rows = new("upload");

    public string Name => "upload";

    public async IAsyncEnumerable<Row> MeasureAsync(Scale scale)
    {
        using WorkFolder work = WorkFolder.InMemory();
        string source = await SourceAsync(work).ConfigureAwait(false);
        foreach ((string who, bool isCommand) in new[] { ("engine", false), ("command", true) })
        {
            (double used, double refused, double share) = await ImportAsync(work, source, isCommand).ConfigureAwait(false);
            yield return _rows.AtLeast($"import under the upload limit, {who}: share of the allowed bytes that was sent", "of what is allowed", used, LeastUsed, Scaled) with { SandboxCpuShare = share };
            yield return _rows.AtMost($"import under the upload limit, {who}: calls answered with 429", "of all calls", refused, MostRefused, Scaled) with { SandboxCpuShare = share };
        }
    }

    // From a sandbox without limits: the one that is measured is to count nothing but the import.
    private static async Task<string> SourceAsync(WorkFolder work)
    {
        await using Setting setting = await Setting.StartAsync($"--prepared --no-limits {Content}").ConfigureAwait(false);
        IReadOnlyList<MailboxItem> items = await setting.Engine.ListAsync(Setting.Source, Setting.Many).ConfigureAwait(false);
        string all = work.NewPath();
        await setting.Engine.ExportAsync(items, all).ConfigureAwait(false);
        string source = work.NewPath();
        await setting.Engine.ExportAsync(Fitting(items, new ItemFiles(all, items), Windows * Documented / Divisor), source).ConfigureAwait(false);
        return source;
    }

    private static async Task<(double Used, double Refused, double SandboxShare)> ImportAsync(WorkFolder work, string source, bool isCommand)
    {
        await using Setting setting = await Setting.StartAsync($"--drop-imports --divide-limits {Divisor} {DecimalUpload}", Divisor).ConfigureAwait(false);
        using ModuleEngine? module = isCommand ? new(setting.Sandbox.Uri, Divisor) : null;
        TimeSpan before = setting.Sandbox.Cpu;
        Stopwatch watch = Stopwatch.StartNew();
        await (module is null
            ? setting.Engine.ImportAsync(source, Setting.Target, work.NewPath())
            : Task.Run(() => ModuleScripts.Import(module, source, work.NewPath()))).ConfigureAwait(false);
        double seconds = watch.Elapsed.TotalSeconds;
        double share = (setting.Sandbox.Cpu - before).TotalSeconds / (seconds * Environment.ProcessorCount);
        ServedCounts counts = await setting.Sandbox.EndAsync().ConfigureAwait(false);
        long sent = Directory.GetFiles(source, "*.fts", SearchOption.AllDirectories).Sum(BodyOf);
        double windows = 1 + (seconds / (TimeSpan.FromMinutes(Minutes).TotalSeconds / Divisor));
        return (sent / (windows * Documented / Divisor), counts.RefusedShare, Math.Round(share, 2));
    }

    // As many as fit into the windows: the last one is to be used to its end, too.
    private static List<MailboxItem> Fitting(IEnumerable<MailboxItem> items, ItemFiles files, double bytes)
    {
        double left = bytes * Filling;
        return [.. items.Where(item => BodyOf(files.PathOf(item.ItemId)) is > Smallest and < Largest).TakeWhile(item => (left -= BodyOf(files.PathOf(item.ItemId))) > 0)];
    }

    // Base64, and the JSON around it.
    private static long BodyOf(string file) => ((new FileInfo(file).Length + 2) / 3 * 4) + Frame;
}

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
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
    private const string Scaled = "150,000,000 bytes in five minutes, both divided by 30, so that four windows pass in 40 seconds; items of 30 to 60 KB in base64, which reach this limit before that of requests";
    private readonly Rows _rows = new("upload");

    public string Name => "upload";

    public async IAsyncEnumerable<Row> MeasureAsync(Scale scale)
    {
        double allowed = Documented / Divisor;
        double window = TimeSpan.FromMinutes(Minutes).TotalSeconds / Divisor;
        using WorkFolder work = WorkFolder.InMemory();
        await using Setting setting = await Setting.StartAsync($"--prepared --drop-imports --divide-limits {Divisor} --items 3000 --item-kb 75", Divisor).ConfigureAwait(false);
        IReadOnlyList<MailboxItem> items = await setting.Engine.ListAsync(Setting.Source, Setting.Many).ConfigureAwait(false);
        string all = work.NewPath();
        await setting.Engine.ExportAsync(items, all).ConfigureAwait(false);
        string source = work.NewPath();
        await setting.Engine.ExportAsync(Fitting(items, new ItemFiles(all, items), Windows * allowed), source).ConfigureAwait(false);
        long sent = Directory.GetFiles(source, "*.fts", SearchOption.AllDirectories).Sum(BodyOf);
        Stopwatch watch = Stopwatch.StartNew();
        await setting.Engine.ImportAsync(source, Setting.Target, work.NewPath()).ConfigureAwait(false);
        double seconds = watch.Elapsed.TotalSeconds;
        ServedCounts counts = await setting.Sandbox.EndAsync().ConfigureAwait(false);
        yield return _rows.AtLeast("import under the upload limit: share of the allowed bytes that was sent", "of what is allowed", sent / (allowed * (1 + (seconds / window))), LeastUsed, Scaled);
        yield return _rows.AtMost("import under the upload limit: calls answered with 429", "of all calls", counts.RefusedShare, MostRefused, Scaled);
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

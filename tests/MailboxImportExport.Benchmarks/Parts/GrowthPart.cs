using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Benchmarks.Measuring;
using MailboxImportExport.Benchmarks.Service;

namespace MailboxImportExport.Benchmarks.Parts;

/// <summary>
/// Whether an item of 100,000 costs the same time as one of 1,000, and the process stays as small. Each run has a process of its own, whose code is compiled at once. Times
/// are those of the items that a run has more than a smaller one: what any run costs once is in neither.
/// </summary>
internal sealed class GrowthPart : IPart
{
    private const double LeastTime = 0.85;
    private const double MostTime = 1.15;
    private const double MostMemory = 16;
    private const int WarmItems = 5000;
    private const double Microseconds = 1_000_000;
    private const string Folder = $"adele@contoso.example -Folder {Setting.Many} -Connection $c";

    // A small run is repeated: what it takes is within what clocks and other processes do.
    private static readonly (int Items, int Times)[] Sizes = [(1_000, 16), (10_000, 4), (100_000, 1)];

    // In this order: the imports need what the export wrote, and behind the last nothing is left.
    private static readonly (string Name, string Script, bool IsOnce)[] Works =
    [
        ("listing through the pipeline", $"Get-MailboxItem {Folder} | Out-Null", false),
        ("listing with -NewestFirst", $"Get-MailboxItem {Folder} -NewestFirst | Out-Null", false),
        ("Export-MailboxItem to a folder", $"Export-MailboxItem {Folder} -DestinationPath $path | Out-Null", false),
        ("Import-MailboxItem into an empty folder", $"Import-MailboxItem -Path $path -TargetMailbox {Setting.Target} -TargetFolder Inbox -CreateFolder -JournalPath \"$path-import.jsonl\" -Connection $c | Out-Null", true),
        ("Import-MailboxItem that skips all", "Import-MailboxItem -Path $path -InPlace -Connection $c | Out-Null", true),
        ("Remove-MailboxItem", $"Get-MailboxItem {Folder} | Remove-MailboxItem -Connection $c -Force", true),
    ];

    private readonly Rows _rows = new("growth");

    public string Name => "growth";

    public async IAsyncEnumerable<Row> MeasureAsync(Scale scale)
    {
        (int Items, int Times)[] sizes = [.. Sizes.Select(size => (scale.Items(size.Items), size.Times))];
        List<Run[]> runs = [];
        foreach ((int items, int times) in sizes)
        {
            runs.Add(await MeasureAsync(items, times).ConfigureAwait(false));
        }

        for (int work = 0; work < Works.Length; work++)
        {
            Run[] of = [.. runs.Select(all => all[work])];
            yield return Time(Works[work].Name, of);
            foreach (Run larger in of.Skip(1))
            {
                yield return Memory(Works[work].Name, of[0], larger);
            }
        }
    }

    private static async Task<Run[]> MeasureAsync(int items, int times)
    {
        await using ServedSandbox sandbox = await ServedSandbox.StartAsync($"--prepared --no-limits --drop-imports --items {items}", isCompiled: true).ConfigureAwait(false);
        await using ServedSandbox warm = await ServedSandbox.StartAsync($"--prepared --no-limits --drop-imports --items {WarmItems}", isCompiled: true).ConfigureAwait(false);
        using WorkFolder folder = WorkFolder.InMemory();
        string path = folder.NewPath();
        List<Run> runs = [];
        foreach ((_, string script, bool isOnce) in Works)
        {
            string warmPath = folder.NewPath();
            TimeSpan before = sandbox.Cpu;
            ChildAnswer answer = await Child.RunAsync(new ChildRequest(ChildWork.Script, sandbox.Uri)
            {
                WarmUri = warm.Uri,
                WarmPath = warmPath,
                WarmScript = $"Export-MailboxItem {Folder} -DestinationPath $path | Out-Null; {script}",
                Script = script,
                Path = path,
                Times = isOnce ? 1 : times,
            },
            isCompiled: true).ConfigureAwait(false);
            double seconds = answer.Seconds * (isOnce ? 1 : times);
            runs.Add(new Run(items, answer, (sandbox.Cpu - before).TotalSeconds / (seconds * Environment.ProcessorCount)));
            folder.EndTrial(warmPath);
        }

        return [.. runs];
    }

    private Row Time(string name, Run[] runs)
    {
        double ours = Each(runs[1], runs[2]);
        double rival = Each(runs[0], runs[1]);
        return new Row
        {
            Part = Name,
            Name = $"{name}: time of each item from {runs[1].Items:N0} to {runs[2].Items:N0}, against from {runs[0].Items:N0} to {runs[1].Items:N0}",
            Unit = "µs an item",
            Ours = ours,
            Rival = rival,
            Ratio = ours / rival,
            AtLeast = LeastTime,
            AtMost = MostTime,
            SandboxCpuShare = Math.Round(runs[2].SandboxShare, 2),
        };
    }

    private static double Each(Run smaller, Run larger) => Microseconds * (larger.Answer.Seconds - smaller.Answer.Seconds) / (larger.Items - smaller.Items);

    private Row Memory(string name, Run smaller, Run larger)
        => _rows.AtMost($"{name}: peak of the process, {larger.Items:N0} items against {smaller.Items:N0}", "MB more", larger.Answer.PeakMegabytes - smaller.Answer.PeakMegabytes, MostMemory) with
        {
            Ours = larger.Answer.PeakMegabytes,
            Rival = smaller.Answer.PeakMegabytes,
        };

    private sealed record Run(int Items, ChildAnswer Answer, double SandboxShare);
}

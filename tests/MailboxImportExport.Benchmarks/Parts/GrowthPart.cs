using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Benchmarks.Measuring;
using MailboxImportExport.Benchmarks.Service;

namespace MailboxImportExport.Benchmarks.Parts;

/// <summary>Whether an item of 100,000 costs the same time as one of 1,000, and the process stays as small. Each run has a process of its own.</summary>
internal sealed class GrowthPart : IPart
{
    private const double MostTime = 1.15;
    private const double MostMemory = 16;
    private const int WarmItems = 1000;
    private const double Microseconds = 1_000_000;
    private const string Folder = $"adele@contoso.example -Folder {Setting.Many} -Connection $c";

    // A small run is repeated: what it takes is within what clocks and other processes do.
    private static readonly (int Items, int Times)[] Sizes = [(1_000, 8), (10_000, 2), (100_000, 1)];

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
        List<ChildAnswer[]> answers = [];
        (int Items, int Times)[] sizes = [.. Sizes.Select(size => (scale.Items(size.Items), size.Times))];
        foreach ((int items, int times) in sizes)
        {
            answers.Add(await MeasureAsync(items, times).ConfigureAwait(false));
        }

        for (int work = 0; work < Works.Length; work++)
        {
            for (int size = 1; size < sizes.Length; size++)
            {
                yield return Time(Works[work].Name, (sizes[size - 1].Items, answers[size - 1][work]), (sizes[size].Items, answers[size][work]));
            }

            double growth = answers[^1][work].PeakMegabytes - answers[0][work].PeakMegabytes;
            yield return _rows.AtMost($"{Works[work].Name}: peak of the process, {sizes[^1].Items:N0} items against {sizes[0].Items:N0}", "MB more", growth, MostMemory) with
            {
                Ours = answers[^1][work].PeakMegabytes,
                Rival = answers[0][work].PeakMegabytes,
            };
        }
    }

    private static async Task<ChildAnswer[]> MeasureAsync(int items, int times)
    {
        await using ServedSandbox sandbox = await ServedSandbox.StartAsync($"--prepared --no-limits --drop-imports --items {items}").ConfigureAwait(false);
        using WorkFolder folder = WorkFolder.InMemory();
        string path = folder.NewPath();
        List<ChildAnswer> answers = [];
        foreach ((_, string script, bool isOnce) in Works)
        {
            await using ServedSandbox small = await ServedSandbox.StartAsync($"--prepared --no-limits --items {WarmItems}").ConfigureAwait(false);
            answers.Add(await Child.RunAsync(new ChildRequest(ChildWork.Script, sandbox.Uri)
            {
                WarmUri = small.Uri,
                WarmPath = folder.NewPath(),
                WarmScript = $"Export-MailboxItem {Folder} -DestinationPath $path | Out-Null; {script}",
                Script = script,
                Path = path,
                Times = isOnce ? 1 : times,
            }).ConfigureAwait(false));
        }

        return [.. answers];
    }

    private Row Time(string name, (int Items, ChildAnswer Answer) smaller, (int Items, ChildAnswer Answer) larger)
    {
        double ours = Microseconds * larger.Answer.Seconds / larger.Items;
        double rival = Microseconds * smaller.Answer.Seconds / smaller.Items;
        return _rows.AtMost($"{name}: time an item, {larger.Items:N0} items against {smaller.Items:N0}", "µs an item", ours, MostTime) with
        {
            Rival = rival,
            Ratio = ours / rival,
        };
    }
}

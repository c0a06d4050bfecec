using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Throttling;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Soak;

/// <summary>Nothing is lost and nothing comes twice however often the service fails.</summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    private const int SmallSize = 240;
    private const int FullSize = 20_000;
    private const int LeastOfEachFault = 50;
    private static readonly int[] Seeds = [1, 2, 3];

    [Fact]
    public async Task BringsEveryItemOnceWhenTheServiceFailsByChance()
    {
        SoakFigures figures = await SoakAsync(SmallSize, seed: 1, goal: 1);

        figures.Faults.Where(static f => f.Value == 0).ShouldBeEmpty("These faults did not come.");
        figures.FaultRate.ShouldBeInRange(0.08, 0.22);
    }

    /// <summary>Takes many minutes; CONTRIBUTING.md has the command.</summary>
    [Fact(Explicit = true)]
    public async Task BringsEveryItemOnceAtFullSize()
    {
        Dictionary<FaultKind, int> faults = [];
        foreach (int seed in Seeds)
        {
            SoakFigures figures = await SoakAsync(FullSize, seed, (LeastOfEachFault / Seeds.Length) + 4);
            figures.FaultRate.ShouldBeInRange(0.13, 0.16);
            foreach ((FaultKind kind, int count) in figures.Faults)
            {
                faults[kind] = faults.GetValueOrDefault(kind) + count;
            }
        }

        output.WriteLine($"All seeds together: {string.Join(", ", faults.OrderBy(static f => f.Value).Select(static f => $"{f.Key} {f.Value}"))}");
        faults.Where(static f => f.Value < LeastOfEachFault).ShouldBeEmpty("These faults came too seldom for the run to prove something.");
    }

    private async Task<SoakFigures> SoakAsync(int items, int seed, int goal)
    {
        long begin = Stopwatch.GetTimestamp();
        await using SoakScene scene = await SoakScene.StartAsync(items, seed, goal);
        SoakExport export = new(scene);
        SoakCopy copy = new(scene);
        SoakImport import = new(scene);
        scene.Faults.OrderRare();
        await export.RunAsync();
        export.Check();
        await copy.RunAsync();
        copy.Check();
        await import.RunAsync();
        import.Check();
        copy.Bytes.ShouldBe(export.Bytes);
        import.Bytes.ShouldBe(export.Bytes);
        scene.Server.Limits.MostAtOnce.ShouldBeLessThanOrEqualTo(scene.Server.Limits.ConcurrentCalls);
        SoakFigures figures = new()
        {
            Seed = seed,
            Items = items,
            Ghosts = scene.Ghosts.Count,
            Jobs = [export, copy, import],
            BytesExported = export.Bytes,
            BytesReceived = copy.Bytes,
            MostAtOnce = scene.Server.Limits.MostAtOnce,
            TooMany = scene.Server.Limits.Refused(LimitKind.Concurrency),
            Time = Stopwatch.GetElapsedTime(begin),
            Faults = scene.Faults.Counts(),
        };
        output.WriteLine(figures.ToString());
        return figures;
    }
}

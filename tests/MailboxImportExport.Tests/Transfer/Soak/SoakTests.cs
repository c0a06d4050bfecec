using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Soak;

/// <summary>Nothing is lost and nothing comes twice however often the service fails.</summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    private const int FullSize = 20_000;
    private const int LeastOfEachFault = 50;

    [Fact]
    public async Task BringsEveryItemOnceWhenTheServiceFailsByChance()
    {
        SoakFigures figures = await SoakAsync(240, 1);

        figures.BytesReceived.ShouldBe(figures.BytesExported);
        figures.Faults.Values.Sum().ShouldBeGreaterThan(20);
    }

    /// <summary>Takes many minutes; CONTRIBUTING.md has the command.</summary>
    [Fact(Explicit = true)]
    public async Task BringsEveryItemOnceAtFullSize()
    {
        Dictionary<FaultKind, int> faults = [];
        foreach (int seed in new[] { 1, 2, 3 })
        {
            SoakFigures figures = await SoakAsync(FullSize, seed);
            figures.BytesReceived.ShouldBe(figures.BytesExported);
            foreach ((FaultKind kind, int count) in figures.Faults)
            {
                faults[kind] = faults.GetValueOrDefault(kind) + count;
            }
        }

        faults.Where(static f => f.Value < LeastOfEachFault).ShouldBeEmpty("These faults came too seldom for the run to prove something.");
    }

    private async Task<SoakFigures> SoakAsync(int items, int seed)
    {
        await using SoakRun run = await SoakRun.StartAsync(items, seed);
        SoakFigures figures = await run.RunAsync();
        output.WriteLine(figures.ToString());
        return figures;
    }
}

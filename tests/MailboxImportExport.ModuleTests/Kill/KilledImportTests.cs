using System;
using System.Collections.Generic;
using System.Linq;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Kill;

/// <summary>An import may be killed at any moment: the same line goes on where it stopped, makes no duplicate and leaves nothing out.</summary>
public sealed class KilledImportTests(ImportKillRuns runs) : IClassFixture<ImportKillRuns>
{
    [Fact]
    public void DiesEachTimeThatItIsKilled()
    {
        runs.Chains.Sum(static c => c.Moments.Count).ShouldBe(ImportKillRuns.Kills);
        Names(static c => c.WereKilled.Contains(false)).ShouldBeEmpty();
    }

    [Fact]
    public void IsKilledMostlyWhileItemsAreOnTheirWay()
        => runs.Chains.SelectMany(static c => c.OpenIntents).Count(static open => open > 0).ShouldBeGreaterThanOrEqualTo(ImportKillRuns.Kills * 4 / 5);

    [Fact]
    public void MakesNoDuplicate() => Names(static c => c.Duplicates.Count > 0, static c => c.Duplicates).ShouldBeEmpty();

    [Fact]
    public void LeavesNothingOut() => Names(static c => c.Missing.Count > 0, static c => c.Missing).ShouldBeEmpty();

    [Fact]
    public void ComesToItsEnd() => Names(static c => !c.Result.Contains("\"Verdict\":\"Complete\"", StringComparison.Ordinal), static c => [c.Result]).ShouldBeEmpty();

    private IEnumerable<string> Names(Func<ImportChain, bool> choose, Func<ImportChain, IReadOnlyList<string>>? what = null)
        => runs.Chains.Where(choose).Select(c => what is null ? c.Name : $"{c.Name}: {string.Join(", ", what(c).Take(5))}");
}

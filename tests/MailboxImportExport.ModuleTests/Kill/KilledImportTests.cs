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
        runs.Outcomes.Count.ShouldBe(ImportKillRuns.Kills);
        Names(static k => !k.WasKilled).ShouldBeEmpty();
    }

    [Fact]
    public void IsKilledAtEveryKindOfMoment()
        => runs.Outcomes.Select(static k => k.Event).Distinct().Order().ShouldBe(Enum.GetValues<ImportEvent>());

    [Fact]
    public void IsKilledMostlyWhileItemsAreOnTheirWay()
        => runs.Outcomes.Count(static k => k.OpenIntents > 0).ShouldBeGreaterThanOrEqualTo(ImportKillRuns.Kills * 4 / 5);

    [Fact]
    public void MakesNoDuplicateAndPutsNothingElsewhere() => Names(static k => k.Surplus.Count > 0, static k => k.Surplus).ShouldBeEmpty();

    [Fact]
    public void LeavesNothingOut() => Names(static k => k.Missing.Count > 0, static k => k.Missing).ShouldBeEmpty();

    [Fact]
    public void ComesToItsEnd() => Names(static k => !k.Result.Contains("\"Verdict\":\"Complete\"", StringComparison.Ordinal), static k => [k.Result]).ShouldBeEmpty();

    private IEnumerable<string> Names(Func<ImportKill, bool> choose, Func<ImportKill, IReadOnlyList<string>>? what = null)
        => runs.Outcomes.Where(choose).Select(k => what is null ? k.Name : $"{k.Name}: {string.Join(", ", what(k).Take(5))}");
}

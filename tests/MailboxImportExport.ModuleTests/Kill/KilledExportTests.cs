using System.Collections.Generic;
using System.Linq;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Kill;

/// <summary>A run may be killed at any moment: the same line goes on where it stopped, loses nothing and fetches nothing twice.</summary>
public sealed class KilledExportTests(KillRuns runs) : IClassFixture<KillRuns>
{
    // One of each kind: if the code comes to write in another way, the kinds of steps change and this list is where to see it.
    private static readonly string[] Kinds =
    [
        "after rename to folders.json", "after rename to item.fts", "before rename to folders.json", "before rename to item.fts",
        "closed folders.json.part", "closed item.fts", "closed item.part", "closed manifest.jsonl", "closed runs.jsonl",
        "created folders.json.part", "created item.fts", "created item.part",
        "half written folders.json.part", "half written item.fts", "half written item.part", "half written manifest.jsonl", "half written runs.jsonl",
        "opened manifest.jsonl", "opened runs.jsonl",
        "written folders.json.part", "written item.fts", "written item.part", "written manifest.jsonl", "written runs.jsonl",
    ];

    [Fact]
    public void IsKilledAtEveryKindOfStep() => runs.Steps.Distinct().Order(System.StringComparer.Ordinal).ShouldBe(Kinds);

    [Fact]
    public void DiesWhereItIsKilled() => Names(static o => !o.WasKilled).ShouldBeEmpty();

    [Fact]
    public void FetchesNoItemAgainThatHasItsLine()
        => Names(static o => o.Fetched.Intersect(o.Before.ItemIds).Any()).ShouldBeEmpty();

    [Fact]
    public void FetchesEveryItemThatHasNoLine()
        => Names(o => !runs.Undisturbed.ItemIds.Except(o.Before.ItemIds).ToHashSet().SetEquals(o.Fetched)).ShouldBeEmpty();

    [Fact]
    public void EndsCompleteAndWithoutErrors() => Names(static o => !o.Result.SequenceEqual(["Complete"])).ShouldBeEmpty();

    [Fact]
    public void EndsWithTheRecordsOfAnUndisturbedRun()
    {
        runs.Undisturbed.Records.Count.ShouldBe(26);
        Names(o => !o.After.Records.SequenceEqual(runs.Undisturbed.Records)).ShouldBeEmpty();
    }

    [Fact]
    public void EndsWithTheFilesOfAnUndisturbedRun()
        => runs.Outcomes.SelectMany(o => Differences(o).Select(d => $"{o.Name}: {d}")).ShouldBeEmpty();

    [Fact]
    public void KeepsItsHistoryReadable() => Names(static o => o.After.UnreadableRuns.Count > 0).ShouldBeEmpty();

    private IEnumerable<string> Differences(KillOutcome outcome)
        => outcome.After.Files.Except(runs.Undisturbed.Files).Select(static f => "+ " + f)
            .Concat(runs.Undisturbed.Files.Except(outcome.After.Files).Select(static f => "- " + f));

    private IEnumerable<string> Names(System.Func<KillOutcome, bool> choose) => runs.Outcomes.Where(choose).Select(static o => o.Name);
}

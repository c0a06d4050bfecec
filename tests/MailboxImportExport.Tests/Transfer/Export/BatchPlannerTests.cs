using System.Collections.Generic;
using System.Linq;
using FsCheck.Xunit;
using MailboxImportExport.Transfer.Export;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Export;

public sealed class BatchPlannerTests
{
    private const long Megabyte = 1024 * 1024;

    private readonly BatchPlanner _planner = new(static attempt => attempt.ServedBy ?? "MBX:home");
    private int _added;

    [Fact]
    public void TakesTwentyInTheOrderOfComingWhenItemsAreSmall()
    {
        Add(45, 1000);

        Ids(_planner.Take()).ShouldBe(Enumerable.Range(0, 20));
        Ids(_planner.Take()).ShouldBe(Enumerable.Range(20, 20));
        Ids(_planner.Take()).ShouldBe(Enumerable.Range(40, 5));
        _planner.Take().ShouldBeEmpty();
    }

    [Fact]
    public void TakesLargeItemsAloneAndTheLargestFirst()
    {
        Add(3, 1000);
        Add(1, 5 * Megabyte);
        Add(1, 9 * Megabyte);

        Ids(_planner.Take()).ShouldBe([4]);
        Ids(_planner.Take()).ShouldBe([3]);
        Ids(_planner.Take()).ShouldBe([0, 1, 2]);
    }

    [Fact]
    public void StopsAtTheBytesOfACallAndFillsUpWithWhatFits()
    {
        Add(4, (4 * Megabyte) - 1);
        Add(2, 1);

        Ids(_planner.Take()).ShouldBe([0, 1, 2, 4, 5]);
        Ids(_planner.Take()).ShouldBe([3]);
    }

    [Fact]
    public void TakesFewerAtOnceWhenItemsOfThatKindTurnOutLarger()
    {
        Add(100, 100_000);
        foreach (ExportAttempt attempt in _planner.Take())
        {
            _planner.Learn(attempt.Request, 2_000_000);
        }

        _planner.Take().Count.ShouldBe(6);
    }

    [Fact]
    public void TakesThemAloneWhenItemsOfThatKindTurnOutLarge()
    {
        Add(10, 100_000);
        _planner.Learn(Request(99, 100_000), 40 * 100_000);
        _planner.Learn(Request(99, 100_000), 80 * 100_000);

        _planner.Take().Count.ShouldBe(1);
    }

    [Fact]
    public void LeavesOtherKindsTogetherWhenOneKindTurnsOutLarge()
    {
        for (int i = 0; i < 20; i++)
        {
            _planner.Learn(Request(99, 100_000, "IPM.Note"), 100_000);
            _planner.Learn(Request(99, 100_000, "IPM.Appointment"), 6_000_000);
        }

        Add(20, 100_000, "IPM.Note");
        Add(1, 100_000, "IPM.Appointment");

        Ids(_planner.Take()).ShouldBe([20]);
        _planner.Take().Count.ShouldBe(20);
    }

    [Fact]
    public void TrustsAKindAgainWhenItsItemsAreSmallAgain()
    {
        _planner.Learn(Request(99, 100_000), 8_000_000);
        for (int i = 0; i < 40; i++)
        {
            _planner.Learn(Request(99, 100_000), 100_000);
        }

        Add(20, 100_000);

        _planner.Take().Count.ShouldBe(20);
    }

    [Fact]
    public void GoesByWhatHasComeWhenNoSizeIsListed()
    {
        Add(40, 0);
        _planner.Take().Count.ShouldBe(20);
        for (int i = 0; i < 10; i++)
        {
            _planner.Learn(Request(99, 0), 3 * Megabyte);
        }

        _planner.Take().Count.ShouldBe(4);
    }

    [Fact]
    public void TakesHalvesWhenACallFailsAsAWhole()
    {
        Add(20, 1000);
        IReadOnlyList<ExportAttempt> call = _planner.Take();
        Add(20, 1000);

        _planner.Split(call);
        IReadOnlyList<ExportAttempt> first = _planner.Take();
        Ids(first).ShouldBe(Enumerable.Range(0, 10));
        Ids(_planner.Take()).ShouldBe(Enumerable.Range(10, 10));
        _planner.Split([.. first.Take(5)]);
        Ids(_planner.Take()).ShouldBe([0, 1, 2]);
        Ids(_planner.Take()).ShouldBe([3, 4]);
        Ids(_planner.Take()).ShouldBe(Enumerable.Range(20, 20));
    }

    [Fact]
    public void FillsUpACallThatHasWaitedForItsTurn()
    {
        Add(1, 1000);
        IReadOnlyList<ExportAttempt> call = _planner.Take();
        Add(1, 5 * Megabyte);
        Add(30, 1000);

        Ids(_planner.Fill(call)).ShouldBe(Enumerable.Range(2, 19));
        Ids(_planner.Take()).ShouldBe([1]);
        Ids(_planner.Take()).ShouldBe(Enumerable.Range(21, 11));
    }

    [Fact]
    public void FillsUpNoCallThatLooksForWhatSpoilsIt()
    {
        Add(20, 1000);
        IReadOnlyList<ExportAttempt> call = _planner.Take();
        Add(20, 1000);
        _planner.Split(call);

        _planner.Fill(_planner.Take()).ShouldBeEmpty();
    }

    [Fact]
    public void FillsUpNoCallOfALargeItemOrOfOneThatWasMissing()
    {
        Add(1, 5 * Megabyte);
        IReadOnlyList<ExportAttempt> large = _planner.Take();
        Add(21, 1000);
        ExportAttempt missing = _planner.Take()[0];
        missing.Omitted++;

        _planner.Fill(large).ShouldBeEmpty();
        _planner.Fill([missing]).ShouldBeEmpty();
    }

    [Fact]
    public void FillsUpNoCallWhenItemsGoOneByOne()
    {
        Add(100, 1000);
        for (int i = 0; i < 3; i++)
        {
            _planner.Note(_planner.Take().Count, missing: 1);
        }

        _planner.Fill(_planner.Take()).ShouldBeEmpty();
    }

    [Fact]
    public void TakesWhatWasMissingAloneAndBeforeAllElse()
    {
        Add(20, 1000);
        IReadOnlyList<ExportAttempt> call = _planner.Take();
        Add(1, 50 * Megabyte);

        _planner.AddAlone(call[7]);
        _planner.AddAlone(call[3]);

        Ids(_planner.Take()).ShouldBe([7]);
        Ids(_planner.Take()).ShouldBe([3]);
    }

    [Fact]
    public void AsksOneMailboxPerCallWhenItemsHaveMoved()
    {
        Add(2, 1000);
        _planner.AddMoved(new ExportAttempt(Request(2, 1000)) { ServedBy = "MBX:other" });
        Add(1, 1000, first: 3);

        Ids(_planner.Take()).ShouldBe([0, 1, 3]);
        Ids(_planner.Take()).ShouldBe([2]);
    }

    [Fact]
    public void PutsAnIdThatWasGivenTwiceIntoTwoCalls()
    {
        Add(2, 1000);
        _planner.Add(Request(0, 1000));
        Add(1, 1000, first: 2);

        Ids(_planner.Take()).ShouldBe([0, 1, 2]);
        Ids(_planner.Take()).ShouldBe([0]);
    }

    [Fact]
    public void AsksOneByOneWhenTheServiceKeepsLeavingIdsOutAndTriesGroupsAgainLater()
    {
        Add(1000, 1000);
        for (int i = 0; i < 3; i++)
        {
            _planner.Take().Count.ShouldBe(20);
            _planner.Note(20, missing: 1);
        }

        for (int i = 0; i < 100; i++)
        {
            _planner.Take().Count.ShouldBe(1);
            _planner.Note(1, missing: 0);
        }

        _planner.Take().Count.ShouldBe(20);
        _planner.Note(20, missing: 2);
        for (int i = 0; i < 200; i++)
        {
            _planner.Take().Count.ShouldBe(1);
            _planner.Note(1, missing: 0);
        }

        _planner.Take().Count.ShouldBe(20);
        _planner.Note(20, missing: 0);
        _planner.Take().Count.ShouldBe(20);
    }

    [Fact]
    public void GoesOnWithGroupsWhenOnlyNowAndThenAnIdIsMissing()
    {
        Add(2000, 1000);
        for (int i = 0; i < 100; i++)
        {
            _planner.Take().Count.ShouldBe(20);
            _planner.Note(20, missing: i % 3 == 0 ? 0 : 1);
        }
    }

    [Property(Arbitrary = [typeof(ManyChoices)], Replay = ManyChoices.Replay, MaxTest = 60, QuietOnSuccess = true)]
    public void BringsEveryIdToAnEndOnceWhateverTheServiceDoes(Choices choices) => new PlannedService(choices.Begin()).Run();

    private static IEnumerable<int> Ids(IReadOnlyList<ExportAttempt> call) => call.Select(static a => int.Parse(a.Request.ItemId, System.Globalization.CultureInfo.InvariantCulture));

    private static ExportRequest Request(int id, long size, string itemClass = "IPM.Note") => PlannedService.Request(id, size, itemClass);

    private void Add(int count, long size, string itemClass = "IPM.Note", int? first = null)
    {
        _added = first ?? _added;
        for (int i = 0; i < count; i++)
        {
            _planner.Add(Request(_added++, size, itemClass));
        }
    }
}

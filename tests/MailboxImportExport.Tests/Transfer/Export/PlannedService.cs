using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Export;
using Shouldly;

namespace MailboxImportExport.Tests.Transfer.Export;

/// <summary>A service that answers what a planner asks: it leaves items out, fails as a whole, sends items elsewhere, and lists sizes that are wrong. By chance.</summary>
internal sealed class PlannedService(Chance chance)
{
    private const int Items = 500;

    private static readonly string[] Classes = ["IPM.Note", "IPM.Appointment", "IPM.Contact", "REPORT.IPM.Note.NDR"];

    private readonly BatchPlanner _planner = new(static attempt => attempt.ServedBy ?? "MBX:home");
    private readonly Dictionary<string, int> _ended = [];
    private readonly HashSet<ExportAttempt> _mustGoAlone = [];
    private readonly SizeForecast _forecast = new();
    private int _added;

    public static ExportRequest Request(int id, long size, string itemClass)
    {
        string itemId = id.ToString(CultureInfo.InvariantCulture);
        MailboxItem item = new() { MailboxId = "MBX:home", FolderId = "f", FolderPath = "Inbox", ItemId = itemId, Size = size, ItemClass = itemClass };
        return new ExportRequest { MailboxId = "MBX:home", ItemId = itemId, Item = item };
    }

    /// <summary>Exports all items, and checks every call.</summary>
    public void Run()
    {
        int calls = 0;
        while (_added < Items || _planner.Waiting > 0 || _ended.Count < Items)
        {
            Add(1 + chance.Next(199));
            IReadOnlyList<ExportAttempt> call = _planner.Take();
            call.ShouldNotBeEmpty();

            // While it waits for its turn.
            Add(1 + chance.Next(199));
            call = [.. call, .. _planner.Fill(call)];
            Check(call);
            Answer(call);
            (++calls).ShouldBeLessThan(Items * 10);
        }

        _planner.Take().ShouldBeEmpty();
        _ended.Count.ShouldBe(Items);
        _ended.Values.Max().ShouldBe(1);
    }

    private void Add(int untilWaiting)
    {
        for (; _added < Items && _planner.Waiting < untilWaiting; _added++)
        {
            _planner.Add(Request(_added, Size(), Classes[chance.Next(Classes.Length)]));
        }
    }

    private long Size() => chance.OneIn(50) ? 10_000L * (1 + chance.Next(6000)) : chance.OneIn(10) ? 0 : 200 + (20 * chance.Next(10_000));

    private void Check(IReadOnlyList<ExportAttempt> call)
    {
        call.Count.ShouldBeLessThanOrEqualTo(20);
        call.Select(static a => a.Request.ItemId).Distinct().Count().ShouldBe(call.Count);
        call.Select(static a => a.ServedBy).Distinct().Count().ShouldBe(1);
        call.Sum(a => _forecast.Of(a.Request)).ShouldBeLessThanOrEqualTo(call.Count == 1 ? long.MaxValue : MostNow(call));
        (call.Count > 1 && call.Any(_mustGoAlone.Contains)).ShouldBeFalse();
        call.Any(a => _ended.ContainsKey(a.Request.ItemId)).ShouldBeFalse();
    }

    // Halves of a call keep together what was put together when less was known.
    private static long MostNow(IReadOnlyList<ExportAttempt> call) => call.Any(static a => a.Faults > 0) ? long.MaxValue : BatchPlanner.MostBytes;

    private void Answer(IReadOnlyList<ExportAttempt> call)
    {
        if (chance.OneIn(10))
        {
            Fail(call);
            return;
        }

        int missing = 0;
        foreach (ExportAttempt attempt in call)
        {
            if (chance.OneIn(20) && attempt.Omitted < 2)
            {
                attempt.Omitted++;
                missing++;
                _mustGoAlone.Add(attempt);
                _planner.AddAlone(attempt);
            }
            else if (chance.OneIn(30) && attempt.Moves == 0)
            {
                attempt.Moves++;
                attempt.ServedBy = "MBX:other";
                _mustGoAlone.Remove(attempt);
                _planner.AddMoved(attempt);
            }
            else
            {
                End(attempt);
            }
        }

        _planner.Note(call.Count, missing);
    }

    private void Fail(IReadOnlyList<ExportAttempt> call)
    {
        if (call.Count == 1)
        {
            End(call[0]);
            return;
        }

        foreach (ExportAttempt attempt in call)
        {
            attempt.Faults++;
        }

        _planner.Split(call);
    }

    private void End(ExportAttempt attempt)
    {
        _ended[attempt.Request.ItemId] = _ended.GetValueOrDefault(attempt.Request.ItemId) + 1;
        long bytes = Math.Max(300, attempt.Request.ListedSize) * (chance.OneIn(30) ? 40 : 1);
        _planner.Learn(attempt.Request, bytes);
        _forecast.Learn(attempt.Request, bytes);
    }
}

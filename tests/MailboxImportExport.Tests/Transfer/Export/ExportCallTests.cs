using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Export;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Measure;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Export;

/// <summary>What an answer says beyond what was asked is a fault of the service, and never an item.</summary>
public sealed class ExportCallTests : IDisposable
{
    private readonly RecordingLog _log = new();
    private readonly List<string> _done = [];
    private readonly WeighingTarget _target = new();
    private readonly ExportCall _call;

    public ExportCallTests() => _call = new ExportCall(
        "MBX:a",
        "MBX:a",
        [.. Enumerable.Range(1, 2).Select(static id => new ExportAttempt(PlannedService.Request(id, 100, "IPM.Note")))],
        _target,
        _log,
        (attempt, _) => _done.Add(attempt.Request.ItemId));

    [Fact]
    public async Task DropsAndReportsASecondAnswerToAnId()
    {
        await TakeAsync("1");
        await TakeAsync("1");

        _done.ShouldBe(["1"]);
        _call.Open.Select(static a => a.Request.ItemId).ShouldBe(["2"]);
        _log.Warnings.ShouldHaveSingleItem().ShouldBe("The service answered for an item that was not asked for, or twice: 1. That answer was dropped.");
    }

    [Fact]
    public async Task DropsAndReportsAnErrorForAnIdThatHasCome()
    {
        await TakeAsync("1");
        await TakeAsync("1", "ErrorItemNotFound");

        _call.Refused.ShouldBeEmpty();
        _log.Warnings.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("3", "3")]
    [InlineData(null, "without an id")]
    public async Task DropsAndReportsAnAnswerThatNobodyAskedFor(string? id, string named)
    {
        await TakeAsync(id);

        _done.ShouldBeEmpty();
        _call.Open.Count.ShouldBe(2);
        _log.Warnings.ShouldHaveSingleItem().ShouldContain($"twice: {named}.");
    }

    [Fact]
    public async Task KeepsIdsApartThatDifferByLetterCaseOnly()
    {
        List<string> done = [];
        ExportAttempt[] items = [Attempt("AAa"), Attempt("AAA")];
        ExportCall call = new("MBX:a", "MBX:a", items, _target, _log, (attempt, _) => done.Add(attempt.Request.ItemId));

        await call.TakeAsync(Entry("AAA", null), CancellationToken.None);

        done.ShouldBe(["AAA"]);
        call.Open.ShouldHaveSingleItem().ShouldBeSameAs(items[0]);
    }

    [Fact]
    public async Task TakesContentWithoutAByteForNone()
    {
        await _call.TakeAsync(new ExportEntry { ItemId = "1", HasContent = true, Sha256 = new byte[32] }, CancellationToken.None);

        _done.ShouldBeEmpty();
        _call.Refused.ShouldHaveSingleItem().Fault.Code.ShouldBe("NoContent");
    }

    [Fact]
    public async Task GivesLargeContentUpWhenNobodyAskedForIt()
    {
        ILargeItem large = await _target.OpenLargeAsync(CancellationToken.None);
        DisposedItem content = new(large);

        await _call.TakeAsync(new ExportEntry { ItemId = "9", HasContent = true, Large = content }, CancellationToken.None);

        content.IsDisposed.ShouldBeTrue();
    }

    public void Dispose() => _target.Dispose();

    private static ExportAttempt Attempt(string id) => new(PlannedService.Request(0, 1, "IPM.Note") with { ItemId = id });

    private static ExportEntry Entry(string? id, string? error)
        => new() { ItemId = id, HasContent = error is null, ErrorCode = error, Length = 3, Small = new ArraySegment<byte>([1, 2, 3]), Sha256 = new byte[32] };

    private Task TakeAsync(string? id, string? error = null) => _call.TakeAsync(Entry(id, error), CancellationToken.None);

    private sealed class DisposedItem(ILargeItem inner) : ILargeItem
    {
        public bool IsDisposed { get; private set; }

        public Task WriteAsync(byte[] buffer, int count, CancellationToken cancellationToken) => inner.WriteAsync(buffer, count, cancellationToken);

        public void Dispose()
        {
            IsDisposed = true;
            inner.Dispose();
        }
    }
}

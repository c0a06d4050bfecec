using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transfer;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Measure;
using MailboxImportExport.Transfer.Spool;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Export;

/// <summary>An export whose time is over before its end.</summary>
public sealed class ExportTimeTests : IAsyncLifetime
{
    private const int Items = 400;

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly WeighingTarget _target = new();
    private ConnectedSandbox _sandbox = null!;
    private SandboxFolder _folder = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ConnectedSandbox.StartAsync(_time);
        _folder = Chika.AddFolder("Timed");
        Chika.AddItems(_folder, Items, size: 100);
    }

    public async ValueTask DisposeAsync()
    {
        _target.Dispose();
        await _sandbox.DisposeAsync();
    }

    private SandboxMailbox Chika => _sandbox.Mailbox(ConnectedSandbox.Chika);

    [Fact]
    public async Task BeginsNothingMoreAndLeavesTheRestPending()
    {
        PassTimeDuringTheFirstExport();

        MailboxTransferSummary summary = (await RunAsync([Source(Chika, "Timed")])).ShouldHaveSingleItem();

        summary.Verdict.ShouldBe(TransferVerdict.Partial);
        summary.Reasons.ShouldContain(static r => r.Contains("-MaxDuration (00:05:00)"));
        summary.Done.ShouldBeGreaterThan(0);
        summary.FailedCount.ShouldBe(0);
        (summary.Done + summary.Pending).ShouldBe(summary.Requested);
        _sandbox.Requests.Count(CallKind.ExportItems).ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public async Task CountsAMailboxThatWasNotBegun()
    {
        PassTimeDuringTheFirstExport();
        SandboxMailbox adele = _sandbox.Mailbox(ConnectedSandbox.Adele);

        IReadOnlyList<MailboxTransferSummary> summaries = await RunAsync([Source(Chika, "Timed"), Source(adele, null)], throttleLimit: 1);

        summaries.Select(static s => s.MailboxId).ShouldBe([Chika.Id, adele.Id]);
        summaries[1].Verdict.ShouldBe(TransferVerdict.Partial);
        summaries[1].Reasons.ShouldHaveSingleItem().ShouldContain("-MaxDuration");
    }

    [Fact]
    public async Task CountsItemsThatArriveTooLateAsPending()
    {
        PassTimeDuringTheFirstExport();
        IEnumerable<ExportSource> items = _folder.Items.Select(i => new ExportSource { Mailbox = Identity(Chika), ItemId = i.Id });

        MailboxTransferSummary summary = (await RunAsync([.. items])).ShouldHaveSingleItem();

        summary.Requested.ShouldBe(Items);
        summary.Pending.ShouldBe(Items - summary.Done);
        summary.Pending.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task GivesUpWhatStillRunsWhenItHadAMinuteMore()
    {
        GateBlock block = _sandbox.Gates.Block(CallKind.ExportItems);
        Task<IReadOnlyList<MailboxTransferSummary>> run = RunAsync([Source(Chika, "Timed")]);
        await block.WaitUntilReachedAsync().WaitAsync(Guard);
        _time.Advance(Length);
        run.IsCompleted.ShouldBeFalse();

        _time.Advance(TimeAllowance.Grace);

        MailboxTransferSummary summary = (await run.WaitAsync(Guard)).ShouldHaveSingleItem();
        block.Release();
        summary.Done.ShouldBe(0);
        summary.Pending.ShouldBe(summary.Requested);
        summary.Verdict.ShouldBe(TransferVerdict.Partial);
    }

    [Fact]
    public async Task CountsWhatComesWhenTheMinuteIsOver()
    {
        Channel<ExportSource> input = Channel.CreateUnbounded<ExportSource>();
        GateBlock block = _sandbox.Gates.Block(CallKind.ExportItems);
        using TimeAllowance allowance = new(Length, _time);
        ExportRun run = Run(allowance, new NoOutput<ExportedMailboxItem>(), _target);
        Task running = run.RunAsync(input.Reader.ReadAllAsync(), CancellationToken.None);
        foreach (SandboxItem item in _folder.Items.Take(20))
        {
            input.Writer.TryWrite(new ExportSource { Mailbox = Identity(Chika), ItemId = item.Id });
        }

        await block.WaitUntilReachedAsync().WaitAsync(Guard);
        _time.Advance(Length);
        _time.Advance(TimeAllowance.Grace);

        foreach (SandboxItem item in _folder.Items.Skip(20))
        {
            input.Writer.TryWrite(new ExportSource { Mailbox = Identity(Chika), ItemId = item.Id });
        }

        input.Writer.TryWrite(Source(_sandbox.Mailbox(ConnectedSandbox.Adele), null));
        input.Writer.Complete();

        await running.WaitAsync(Guard);
        block.Release();
        IReadOnlyList<MailboxTransferSummary> summaries = run.Summaries("Export-MailboxItem");
        summaries[0].Requested.ShouldBe(Items);
        summaries[0].Pending.ShouldBe(Items);
        summaries.Count.ShouldBe(2);
        summaries.ShouldAllBe(static s => s.Verdict == TransferVerdict.Partial && s.Reasons.Any(r => r.Contains("-MaxDuration")));
    }

    [Fact]
    public async Task CountsAsDoneWhatWasGivenOutWhenTheRestOfAnAnswerIsGivenUp()
    {
        TimeSpan length = TimeSpan.FromSeconds(10);
        using TimeAllowance allowance = new(length, _time);
        using SpoolTarget spool = new(new SpoolBudget(), Path.GetTempPath(), SpoolTarget.DefaultLimit);
        RecordingOutput<ExportedMailboxItem> output = new();
        ArrivingTarget target = new(spool, 3);
        ExportRun run = Run(allowance, output, target);
        _sandbox.Server.Faults.OnNext(CallKind.ExportItems, FaultKind.StallInBody, times: 4);
        Task running = run.RunAsync(new[] { Source(Chika, "Timed") }.ToAsyncEnumerable(), CancellationToken.None);
        await target.Arrived.WaitAsync(Guard);

        _time.Advance(length);
        _time.Advance(TimeAllowance.Grace);

        await running.WaitAsync(Guard);
        _sandbox.Server.Faults.EndStalls();
        MailboxTransferSummary summary = run.Summaries("Export-MailboxItem").ShouldHaveSingleItem();
        summary.Done.ShouldBeGreaterThanOrEqualTo(3);
        summary.Done.ShouldBe(output.Items.Count);
        summary.Bytes.ShouldBe(output.Items.Sum(static i => i.Size));
        (summary.Done + summary.Pending).ShouldBe(summary.Requested);
    }

    [Fact]
    public async Task TellsOfEachMailboxHowLongItTook()
    {
        SandboxMailbox adele = _sandbox.Mailbox(ConnectedSandbox.Adele);
        adele.AddItems(adele.AddFolder("Timed"), 20, size: 100);
        _sandbox.Gates.OnNext(CallKind.ExportItems, _ =>
        {
            _time.Advance(TimeSpan.FromSeconds(60));
            return Task.CompletedTask;
        });

        IReadOnlyList<MailboxTransferSummary> summaries = await RunAsync([Source(adele, "Timed"), Source(Chika, "Timed")], throttleLimit: 1);

        summaries[0].Duration.ShouldBe(TimeSpan.FromSeconds(60));
        summaries[1].Duration.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task IsCompleteWhenItEndsInTime()
    {
        MailboxTransferSummary summary = (await RunAsync([Source(Chika, "Timed")])).ShouldHaveSingleItem();

        summary.Verdict.ShouldBe(TransferVerdict.Complete);
        summary.Done.ShouldBe(Items);
    }

    private static MailboxIdentity Identity(SandboxMailbox mailbox) => new() { MailboxId = mailbox.Id, Text = mailbox.Id };

    private void PassTimeDuringTheFirstExport() => _sandbox.Gates.PassDuring(CallKind.ExportItems, _time, Length);

    private ExportSource Source(SandboxMailbox mailbox, string? folder) => new()
    {
        Mailbox = Identity(mailbox),
        Listing = new ItemListRequest { Store = _sandbox.Store(mailbox), Folder = folder is null ? null : new FolderIdentity { Text = folder } },
    };

    private ExportRun Run(TimeAllowance allowance, ITransferOutput<ExportedMailboxItem> output, IExportTarget target, int throttleLimit = SideBySide.UsualLimit)
        => new(_sandbox.Connection, target, null, output, new Progress<TransferProgress>(), _sandbox.Log, new ExportOptions { ThrottleLimit = throttleLimit, Allowance = allowance });

    private async Task<IReadOnlyList<MailboxTransferSummary>> RunAsync(IReadOnlyList<ExportSource> sources, int throttleLimit = SideBySide.UsualLimit)
    {
        using TimeAllowance allowance = new(Length, _time);
        ExportRun run = Run(allowance, new NoOutput<ExportedMailboxItem>(), _target, throttleLimit);
        await run.RunAsync(sources.ToAsyncEnumerable(), CancellationToken.None);
        return run.Summaries("Export-MailboxItem");
    }
}

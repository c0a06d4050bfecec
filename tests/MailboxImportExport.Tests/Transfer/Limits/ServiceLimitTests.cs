using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Throttling;
using MailboxImportExport.Transport;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Limits;

/// <summary>Exports and imports at the limits of the service, which allows less than the documentation says.</summary>
public sealed class ServiceLimitTests
{
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    // Without a time the client asks once in a minute, each of which counts: of four requests in ten minutes none would be left.
    [Theory]
    [InlineData((int)RetryAfterForm.Seconds)]
    [InlineData((int)RetryAfterForm.Date)]
    public async Task EndsCompleteWhenThereMayBeFewerRequests(int form)
    {
        await using LimitedService service = await LimitedService.StartAsync();
        service.Switches.RetryAfterForm = (RetryAfterForm)form;
        service.Limits.Requests = new RateLimit(4, TenMinutes);

        IReadOnlyList<MailboxTransferSummary> exported = await service.ExportAsync();

        service.ShouldHaveExported(exported);
        service.ShouldHaveTold(exported);
        service.Limits.Refused(LimitKind.Requests).ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData((int)RetryAfterForm.Seconds)]
    [InlineData((int)RetryAfterForm.Date)]
    [InlineData((int)RetryAfterForm.Absent)]
    public async Task ImportsEachItemOnceWhenThereMayBeFewerRequests(int form)
    {
        await using LimitedService service = await LimitedService.StartAsync();
        await service.ExportAsync();
        service.Switches.RetryAfterForm = (RetryAfterForm)form;
        service.Limits.Requests = new RateLimit(30, TenMinutes);

        IReadOnlyList<MailboxTransferSummary> imported = await service.ImportAsync();

        service.ShouldHaveImported(imported);
        service.ShouldHaveTold(imported);
        service.Limits.Refused(LimitKind.Requests).ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(false, (int)RetryAfterForm.Seconds, false, false)]
    [InlineData(false, (int)RetryAfterForm.Seconds, true, false)]
    [InlineData(false, (int)RetryAfterForm.Seconds, false, true)]
    [InlineData(true, (int)RetryAfterForm.Seconds, false, false)]
    [InlineData(true, (int)RetryAfterForm.Date, false, true)]
    [InlineData(true, (int)RetryAfterForm.Date, true, false)]
    [InlineData(true, (int)RetryAfterForm.Absent, true, true)]
    [InlineData(true, (int)RetryAfterForm.Seconds, true, true)]
    public async Task ImportsEachItemOnceWhenFewerBytesMayBeUploaded(bool says, int form, bool likeGraph, bool refusesReading)
    {
        await using LimitedService service = await LimitedService.StartAsync();
        await service.ExportAsync();
        service.Switches.UploadLimitSaysRetryAfter = says;
        service.Switches.RetryAfterForm = (RetryAfterForm)form;
        service.Switches.ThrottledImportsLookLikeGraph = likeGraph;
        service.Switches.UploadLimitRefusesReading = refusesReading;
        service.Limits.UploadBytes = new RateLimit(20_000, FiveMinutes);

        IReadOnlyList<MailboxTransferSummary> imported = await service.ImportAsync();

        service.ShouldHaveImported(imported);
        service.ShouldHaveTold(imported);
        service.Limits.Refused(LimitKind.UploadBytes).ShouldBeGreaterThan(0);

        // As long as it takes to send so many bytes at that pace.
        imported[0].Duration.ShouldBeGreaterThan(FiveMinutes * 2);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    [InlineData(false, 1)]
    public async Task LearnsHowManyCallsRunAtOnceWhenThereMayBeFewer(bool imports, int calls)
    {
        await using LimitedService service = await LimitedService.StartAsync();
        if (imports)
        {
            await service.ExportAsync();
        }

        service.Limits.Restart();
        service.Limits.ConcurrentCalls = calls;
        service.HoldUntilRefused(imports ? CallKind.ImportItem : CallKind.ExportItems, calls);

        IReadOnlyList<MailboxTransferSummary> summaries = imports ? await service.ImportAsync() : await service.ExportAsync();

        if (imports)
        {
            service.ShouldHaveImported(summaries);
        }
        else
        {
            service.ShouldHaveExported(summaries);
        }

        service.ShouldHaveTold(summaries);
        service.Limits.Refused(LimitKind.Concurrency).ShouldBeGreaterThan(0);
        summaries[0].LowestLanes.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task IsHardlyEverRefusedWhenItKnowsTheLimitsOfTheService()
    {
        // One call at a time. The clock jumps all the same while one is under way, when another lane waits for what is left of the limits.
        CallLimits limits = new() { FirstLanes = 1, MostLanes = 1, Requests = 12, RequestWindow = TenMinutes, UploadBytes = 30_000, UploadWindow = FiveMinutes };
        await using LimitedService service = await LimitedService.StartAsync(client: limits);
        service.Limits.ConcurrentCalls = 1;
        service.Limits.Requests = new RateLimit(limits.Requests, limits.RequestWindow);
        service.Limits.UploadBytes = new RateLimit(limits.UploadBytes, limits.UploadWindow);

        service.ShouldHaveExported(await service.ExportAsync());
        IReadOnlyList<MailboxTransferSummary> imported = await service.ImportAsync();

        service.ShouldHaveImported(imported);
        imported[0].Throttled.ShouldBeGreaterThan(TenMinutes * 4);
        Enum.GetValues<LimitKind>().Sum(service.Limits.Refused).ShouldBeLessThan(LimitedService.Items / 10);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 2)]
    [InlineData(false, 0)]
    public async Task EndsCompleteForAllMailboxesWhenTheyShareALimit(bool span, int times)
    {
        const int Mailboxes = 6;
        await using LimitedService service = await LimitedService.StartAsync(Mailboxes);
        service.Switches.LimitsSpanMailboxes = span;
        service.Limits.SharedTimes = times;
        service.Limits.Requests = new RateLimit(span ? 40 : 20, TenMinutes);
        service.Limits.UploadBytes = new RateLimit(60_000, FiveMinutes);

        IReadOnlyList<MailboxTransferSummary> exported = await service.ExportAsync();
        service.ShouldHaveExported(exported);
        IReadOnlyList<MailboxTransferSummary> imported = await service.ImportAsync();

        service.ShouldHaveImported(imported);
        service.ShouldHaveTold(imported);
        int together = span ? 1 : times;
        service.Limits.MostAtOnceTogether.ShouldBeLessThanOrEqualTo(together == 0 ? Mailboxes * service.Limits.ConcurrentCalls : together * service.Limits.ConcurrentCalls);
        service.Limits.Refused(LimitKind.Requests).ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(1, 20)]
    [InlineData(20, 400)]
    public async Task RenewsTheSessionBeforeItEnds(int secondsForAnItem, int lifetime)
    {
        await using LimitedService service = await LimitedService.StartAsync(client: new CallLimits { FirstLanes = 1, MostLanes = 1 });
        await service.ExportAsync();
        service.Switches.ImportSessionLifetime = TimeSpan.FromSeconds(lifetime);
        for (int i = 0; i < LimitedService.Items; i++)
        {
            service.Gates.OnNext(CallKind.ImportItem, _ =>
            {
                service.Time.Advance(TimeSpan.FromSeconds(secondsForAnItem));
                return Task.CompletedTask;
            });
        }

        service.ShouldHaveImported(await service.ImportAsync());

        service.Requests.Of(CallKind.ImportItem).ShouldAllBe(static r => r.Status == 200);
        int most = LimitedService.Items * secondsForAnItem / lifetime;
        service.Requests.Count(CallKind.CreateImportSession).ShouldBeInRange(most, 2 * most);
    }
}

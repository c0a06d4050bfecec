using System;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Measure;
using MailboxImportExport.Transport;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Measure;

public sealed class TransferEstimateTests
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    private readonly TransferEstimate _estimate = new(new CallLimits());

    [Theory]
    [InlineData(1_000, 10_000, 1)]
    [InlineData(10_000, 112_500_000, 10)]
    public void IsBoundByRequestsWhenItemsAreSmall(long items, long bytes, int minutes)
    {
        (TimeSpan time, MailboxTransferLimit limit) = _estimate.OfImport(items, bytes, Quick);

        limit.ShouldBe(MailboxTransferLimit.Requests);
        time.ShouldBe(TimeSpan.FromMinutes(minutes));
    }

    [Fact]
    public void IsBoundByUploadsWhenItemsAreLarge()
    {
        // 1.125 GB are 1.5 GB in base64: ten windows of five minutes.
        (TimeSpan time, MailboxTransferLimit limit) = _estimate.OfImport(100, 1_125_000_000, Quick);

        limit.ShouldBe(MailboxTransferLimit.UploadBytes);
        time.ShouldBe(TimeSpan.FromMinutes(50));
    }

    [Fact]
    public void IsBoundByCallsAtOnceWhenTheServiceIsSlow()
    {
        (TimeSpan time, MailboxTransferLimit limit) = _estimate.OfImport(2_000, 1_000, Slow);

        limit.ShouldBe(MailboxTransferLimit.ConcurrentRequests);
        time.ShouldBe(TimeSpan.FromSeconds(1_000));
    }

    [Fact]
    public void CountsBatchesAndPagesWhenExporting()
    {
        // 100,000 items: 400 pages and 5,000 batches.
        (TimeSpan time, MailboxTransferLimit limit) = _estimate.OfExport(100_000, Quick);

        limit.ShouldBe(MailboxTransferLimit.Requests);
        time.ShouldBe(TimeSpan.FromSeconds(324));
    }

    [Fact]
    public void TakesLongerWhenAUserHasSetSmallerLimits()
    {
        TransferEstimate half = new(new WantedLimits { Requests = 5_000, MostLanes = 2, UploadBytes = 75_000_000 }.Of(new CallLimits()));

        half.OfExport(100_000, Quick).Time.ShouldBe(TimeSpan.FromSeconds(648));
        half.OfImport(100, 1_125_000_000, Quick).Time.ShouldBe(TimeSpan.FromMinutes(100));
        half.OfImport(2_000, 1_000, Slow).Time.ShouldBe(TimeSpan.FromSeconds(2_000));
    }

    [Fact]
    public void TakesNoTimeWhenThereIsNothing()
    {
        _estimate.OfExport(0, Slow).Time.ShouldBe(TimeSpan.Zero);
        _estimate.OfImport(0, 0, Slow).Time.ShouldBe(TimeSpan.Zero);
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Pipeline;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Pipeline;

public sealed class ProgressWriterTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly PipelinePump _pump = new();
    private readonly RecordingCommand _command = new();

    [Fact]
    public void ShowsFourRecordsASecondAtMost()
    {
        ProgressWriter progress = Writer(isShown: true);

        for (int i = 0; i < 100; i++)
        {
            progress.Report(Done(i));
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        Records().Select(static r => r.StatusDescription.Split(' ')[1]).ShouldBe(["0", "25", "50", "75"]);
    }

    [Fact]
    public void EstimatesTheRestWhenEverythingIsListed()
    {
        ProgressWriter progress = Writer(isShown: true);
        _time.Advance(TimeSpan.FromSeconds(10));

        progress.Report(Done(25) with { IsListed = true });

        ProgressRecord record = Records().ShouldHaveSingleItem();
        record.PercentComplete.ShouldBe(25);
        record.SecondsRemaining.ShouldBe(30);
    }

    [Fact]
    public void EstimatesNothingWhileItemsAreStillBeingListed()
    {
        Writer(isShown: true).Report(Done(25));

        Records().ShouldHaveSingleItem().PercentComplete.ShouldBe(-1);
    }

    [Fact]
    public void ShowsTheRateOfTheWholeRun()
    {
        ProgressWriter progress = Writer(isShown: true);
        _time.Advance(TimeSpan.FromSeconds(2));

        progress.Report(Done(1) with { Bytes = 6 * 1024 * 1024 });

        Records().ShouldHaveSingleItem().StatusDescription.ShouldBe("adele: 1 of 100 items, 6.0 MB, 3.0 MB/s");
    }

    [Fact]
    public void ShowsNothingWhenNobodyLooks()
    {
        ProgressWriter progress = Writer(isShown: false);

        progress.Report(Done(1));
        progress.Complete();

        Records().ShouldBeEmpty();
    }

    [Fact]
    public void TakesNothingAwayThatWasNeverShown()
    {
        Writer(isShown: true).Complete();

        Records().ShouldBeEmpty();
    }

    [Fact]
    public void TakesTheDisplayAwayAfterThePipelineEndedTheWork()
    {
        ProgressWriter progress = Writer(isShown: true);
        _pump.Start(
            async token =>
            {
                try
                {
                    progress.Report(Done(1));
                    await Task.Delay(-1, token);
                }
                finally
                {
                    progress.Complete();
                }
            },
            default);
        _pump.Post(static () => throw new InvalidOperationException("enough"));

        Should.Throw<InvalidOperationException>(_pump.Finish);

        _command.Records[^1].RecordType.ShouldBe(ProgressRecordType.Completed);
    }

    public void Dispose()
    {
        _pump.Dispose();
        _command.Dispose();
    }

    private static TransferProgress Done(int ended) => new() { Subject = "adele", Requested = 100, Ended = ended };

    private ProgressWriter Writer(bool isShown) => new(new CmdletOutput(_command, _pump), 1, "Exporting", isShown, _time);

    private List<ProgressRecord> Records()
    {
        _pump.PumpAvailable();
        return _command.Records;
    }
}

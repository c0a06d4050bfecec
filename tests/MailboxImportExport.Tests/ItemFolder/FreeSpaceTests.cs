using System;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.ItemFolder;

public sealed class FreeSpaceTests
{
    private const long Free = 10_000_000;

    private readonly FakeTimeProvider _time = new();
    private readonly TestDrive _drive = new() { Free = Free };
    private readonly FreeSpace _space;

    public FreeSpaceTests() => _space = new FreeSpace("/backup", _drive, _time);

    [Fact]
    public void LetsARunGoOnWhileThereIsRoom() => Should.NotThrow(() => _space.Begin(Free - FreeSpace.Reserve));

    [Fact]
    public void EndsTheRunWithBothNumbersWhenThereIsTooLittle()
    {
        MailboxImportExportException failure = Should.Throw<MailboxImportExportException>(() => _space.Begin(9_500_000));

        failure.Kind.ShouldBe(FailureKind.FileNotWritable);
        failure.Message.ShouldContain("'/backup'");
        failure.Message.ShouldContain("10,000,000 bytes free");
        failure.Message.ShouldContain("10,548,576 are needed");
    }

    [Fact]
    public void ReckonsWithAllCallsThatAreUnderWay()
    {
        IDisposable first = _space.Begin(5_000_000);
        Should.Throw<MailboxImportExportException>(() => _space.Begin(5_000_000));

        first.Dispose();

        Should.NotThrow(() => _space.Begin(5_000_000));
    }

    [Fact]
    public void ReckonsWithWhatWasWrittenSinceTheDriveWasAsked()
    {
        _space.Begin(0).Dispose();

        _space.Take(Free / 2);

        Should.Throw<MailboxImportExportException>(() => _space.Begin(Free / 2));
        _drive.Reads.ShouldBe(1);
    }

    [Fact]
    public void ReckonsWithWhatWaitsInAllRunsWheneverTheDriveIsAsked()
    {
        using IDisposable one = _space.Reckon(static () => 5_000_000);
        using (_space.Reckon(static () => 5_000_000))
        {
            Should.Throw<MailboxImportExportException>(() => _space.Begin(1));

            // What waits is compared with the drive, and not once more with what is known of it.
            Should.NotThrow(() => _space.Begin(1));
        }

        _time.Advance(FreeSpace.Interval);

        Should.NotThrow(() => _space.Begin(1));
    }

    [Fact]
    public void AsksTheDriveAgainOnlyAfterTheInterval()
    {
        _space.Begin(0);
        _drive.Free = 0;
        _time.Advance(FreeSpace.Interval - TimeSpan.FromSeconds(1));
        Should.NotThrow(() => _space.Begin(0));

        _time.Advance(TimeSpan.FromSeconds(1));

        Should.Throw<MailboxImportExportException>(() => _space.Begin(0));
        _drive.Reads.ShouldBe(2);
    }

    [Fact]
    public void EndsEveryCallWhenOneFoundTooLittle()
    {
        Should.Throw<MailboxImportExportException>(() => _space.Begin(9_500_000));

        Should.Throw<MailboxImportExportException>(() => _space.Begin(9_500_000));
        _drive.Reads.ShouldBe(1);
    }

    [Fact]
    public void SaysNothingWhereTheSystemDoesNotTell()
    {
        _drive.Free = null;

        Should.NotThrow(() => _space.Begin(long.MaxValue / 2));
        _space.Known.ShouldBeNull();
    }

    [Fact]
    public void ReadsTheDriveOfAFolder() => new ItemFolderFiles().FreeBytes(AppContext.BaseDirectory).ShouldNotBeNull().ShouldBeGreaterThan(0);

    [Fact]
    public void DoesNotFailWhereTheDriveIsGone() => new ItemFolderFiles().FreeBytes("/no/such/place").ShouldBeNull();
}

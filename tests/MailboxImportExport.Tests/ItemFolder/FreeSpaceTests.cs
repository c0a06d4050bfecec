using System;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.ItemFolder;

public sealed class FreeSpaceTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly TestDrive _drive = new() { Free = 10_000_000 };
    private readonly FreeSpace _space;

    public FreeSpaceTests() => _space = new FreeSpace("/backup", _drive, _time);

    [Fact]
    public void LetsARunGoOnWhileThereIsRoom() => Should.NotThrow(() => _space.Check(_drive.Free!.Value - FreeSpace.Reserve));

    [Fact]
    public void EndsTheRunWithBothNumbersWhenThereIsTooLittle()
    {
        MailboxImportExportException failure = Should.Throw<MailboxImportExportException>(() => _space.Check(9_500_000));

        failure.Kind.ShouldBe(FailureKind.FileNotWritable);
        failure.Message.ShouldContain("'/backup'");
        failure.Message.ShouldContain("10,000,000 bytes free");
        failure.Message.ShouldContain("10,548,576 are needed");
    }

    [Fact]
    public void AsksTheDriveAgainOnlyAfterTheInterval()
    {
        _space.Check(0);
        _drive.Free = 0;
        _time.Advance(FreeSpace.Interval - TimeSpan.FromSeconds(1));
        Should.NotThrow(() => _space.Check(0));

        _time.Advance(TimeSpan.FromSeconds(1));

        Should.Throw<MailboxImportExportException>(() => _space.Check(0));
        _drive.Reads.ShouldBe(2);
    }

    [Fact]
    public void EndsEveryCallWhenOneFoundTooLittle()
    {
        Should.Throw<MailboxImportExportException>(() => _space.Check(9_500_000));

        Should.Throw<MailboxImportExportException>(() => _space.Check(9_500_000));
        _drive.Reads.ShouldBe(1);
    }

    [Fact]
    public void SaysNothingWhereTheSystemDoesNotTell()
    {
        _drive.Free = null;

        Should.NotThrow(() => _space.Check(long.MaxValue / 2));
    }

    [Fact]
    public void ReadsTheDriveOfAFolder() => new ItemFolderFiles().FreeBytes(AppContext.BaseDirectory).ShouldNotBeNull().ShouldBeGreaterThan(0);

    [Fact]
    public void DoesNotFailWhereTheDriveIsGone() => new ItemFolderFiles().FreeBytes("/no/such/place").ShouldBeNull();
}

using System;
using System.Threading;
using MailboxImportExport.Transfer;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer;

public sealed class TimeAllowanceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void IsOverWhenItsTimeHasPassed()
    {
        using TimeAllowance allowance = new(TimeSpan.FromHours(2), _time);
        _time.Advance(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        allowance.IsOver.ShouldBeFalse();

        _time.Advance(TimeSpan.FromSeconds(1));

        allowance.IsOver.ShouldBeTrue();
        allowance.Lapsed.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public void LapsesAfterTheGrace()
    {
        using TimeAllowance allowance = new(TimeSpan.FromHours(2), _time);

        _time.Advance(TimeSpan.FromHours(2) + TimeAllowance.Grace);

        allowance.Lapsed.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public void NeverEndsWithoutALength()
    {
        using TimeAllowance allowance = new(null, _time);

        _time.Advance(TimeSpan.FromDays(400));

        allowance.IsOver.ShouldBeFalse();
        allowance.Lapsed.ShouldBe(CancellationToken.None);
    }

    [Fact]
    public void EndsForAnotherReasonWhenToldSo()
    {
        using TimeAllowance allowance = new(null, _time);

        allowance.EndNow("the mailbox is full");

        allowance.IsOver.ShouldBeTrue();
        allowance.Lapsed.IsCancellationRequested.ShouldBeFalse();
        allowance.Reason.ShouldBe("the mailbox is full");
    }

    [Fact]
    public void KeepsTheReasonThatCameFirst()
    {
        using TimeAllowance allowance = new(TimeSpan.FromHours(2), _time);
        _time.Advance(TimeSpan.FromHours(2));

        allowance.EndNow("the mailbox is full");

        allowance.Reason.ShouldContain("-MaxDuration (02:00:00)");
    }

    [Fact]
    public void SaysItsLength()
    {
        using TimeAllowance allowance = new(new TimeSpan(2, 45, 0), _time);

        allowance.Reason.ShouldContain("-MaxDuration (02:45:00)");
    }
}

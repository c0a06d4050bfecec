using System;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Spool;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Spool;

public sealed class ClaimedHandlesTests
{
    private readonly RecordingOwner _owner = new();

    [Fact]
    public void RefusesWhatIsClaimedWhenTheRunHasFailed()
    {
        using ClaimedHandles handles = new();
        InvalidOperationException failure = new("The run has failed.");
        handles.Fail(failure);

        handles.Claim(Item());

        _owner.Refusals.ShouldHaveSingleItem().ShouldBe(failure);
    }

    [Fact]
    public void LeavesWhatItRefusedToTheUser()
    {
        ExportedMailboxItem item = Item();
        using ClaimedHandles failed = new();
        failed.Fail(new InvalidOperationException());
        failed.Claim(item);
        using ClaimedHandles other = new();

        other.Claim(item);

        _owner.Refusals.ShouldHaveSingleItem();
    }

    [Fact]
    public void OwesWhatTheRunOwesWhoseContentItTook()
    {
        using ClaimedHandles handles = new();
        handles.Claim(Item());
        handles.Debt.ShouldBeNull();

        _owner.Debt = Errors.RunPartial("Export-MailboxItem", 1, 2);

        _owner.IsTaken.ShouldBeTrue();
        handles.Debt.ShouldBe(_owner.Debt);
    }

    private ExportedMailboxItem Item() => new()
    {
        SourceMailboxId = "MBX:1@2",
        SourceItemId = "1",
        Sha256 = string.Empty,
        Content = new HeldContent(new SpoolBudget(), "item", [], [1], null) { Owner = _owner },
    };
}

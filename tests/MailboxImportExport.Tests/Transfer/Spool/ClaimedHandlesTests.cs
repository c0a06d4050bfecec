using System;
using System.Collections.Generic;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Spool;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Spool;

public sealed class ClaimedHandlesTests
{
    private readonly List<Exception> _refusals = [];

    [Fact]
    public void RefusesWhatIsClaimedWhenTheRunHasFailed()
    {
        using ClaimedHandles handles = new();
        InvalidOperationException failure = new("The run has failed.");
        handles.Fail(failure);

        handles.Claim(Item());

        _refusals.ShouldHaveSingleItem().ShouldBe(failure);
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

        _refusals.ShouldHaveSingleItem();
    }

    private ExportedMailboxItem Item() => new()
    {
        SourceMailboxId = "MBX:1@2",
        SourceItemId = "1",
        Sha256 = string.Empty,
        Content = new HeldContent(new SpoolBudget(), "item", [], [1], null) { Refused = _refusals.Add },
    };
}

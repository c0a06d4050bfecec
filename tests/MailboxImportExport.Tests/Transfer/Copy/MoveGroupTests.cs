using System;
using System.Linq;
using MailboxImportExport.Transfer;
using MailboxImportExport.Transfer.Copy;
using MailboxImportExport.Transfer.Remove;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Copy;

public sealed class MoveGroupTests : IDisposable
{
    private readonly MoveGroup _group = new(new MailboxAccount("mailbox", "Mailbox", new Ledger(), DateTimeOffset.UnixEpoch));

    public void Dispose() => _group.Dispose();

    [Fact]
    public void EndsWithItsListingWhenThatHasNoItems() => _group.Leave().ShouldBeTrue();

    [Fact]
    public void DoesNotEndBeforeItsListing()
    {
        _group.Enter();

        _group.Leave(new RemovalRequest("mailbox", "folder", "item", "Item")).ShouldBeFalse();
        _group.Leave().ShouldBeTrue();
    }

    [Fact]
    public void KnowsWhatTheTargetHasAndNobodyHasSettled()
    {
        _group.NoteCopy();
        _group.NoteCopy();
        _group.NoteCopy();

        _group.Settle(removed: 1, kept: 1);

        _group.Unsettled.ShouldBe(1);
    }

    [Fact]
    public void GivesOnlyWhatIsProven()
    {
        _group.Enter();
        _group.Enter();
        _group.Leave();
        _group.Leave();

        _group.Leave(new RemovalRequest("mailbox", "folder", "item", "Item")).ShouldBeTrue();

        _group.Proven().Select(static r => r.ItemId).ShouldBe(["item"]);
    }
}

using MailboxImportExport.Transfer.Copy;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Copy;

public sealed class ProvingItemsTests
{
    [Fact]
    public void GivesAnItemToOneOfTheMovesThatRunAtTheSameTime()
    {
        using ProvingItems first = ProvingItems.Of("shared");
        using ProvingItems second = ProvingItems.Of("SHARED");

        first.TryTake("item").ShouldBeTrue();

        second.TryTake("item").ShouldBeFalse();
        second.TryTake("another").ShouldBeTrue();
    }

    [Fact]
    public void RemembersAnItemUntilTheLastMoveHasEnded()
    {
        ProvingItems first = ProvingItems.Of("following");
        first.TryTake("item").ShouldBeTrue();
        using (ProvingItems second = ProvingItems.Of("following"))
        {
            first.Dispose();
            second.TryTake("item").ShouldBeFalse();
        }

        using ProvingItems next = ProvingItems.Of("following");
        next.TryTake("item").ShouldBeTrue();
    }

    [Fact]
    public void KeepsTargetsApart()
    {
        using ProvingItems one = ProvingItems.Of("one");
        using ProvingItems other = ProvingItems.Of("other");

        one.TryTake("item").ShouldBeTrue();

        other.TryTake("item").ShouldBeTrue();
    }
}

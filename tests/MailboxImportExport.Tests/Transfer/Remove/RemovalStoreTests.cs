using System.IO;
using System.Linq;
using MailboxImportExport.Transfer.Remove;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Remove;

public sealed class RemovalStoreTests
{
    [Fact]
    public void RemembersWhichVersionMayBeRemoved()
    {
        using RemovalStore store = new(Path.GetTempPath());
        store.Add(new RemovalRequest("mailbox", "folder", "any", "Any"));
        store.Add(new RemovalRequest("mailbox", "folder", "one", "One") { Versions = ["a", "b"] });
        store.Add(new RemovalRequest("mailbox", "folder", "none", "None") { Versions = [] });

        RemovalRequest[] read = [.. store.Read()];

        read.Select(static r => r.ItemId).ShouldBe(["any", "one", "none"]);
        read[0].Versions.ShouldBeNull();
        read[1].Versions.ShouldBe(["a", "b"]);
        read[2].Versions.ShouldBeEmpty();
    }

    [Fact]
    public void RemembersTheCopyForTheSakeOfWhichAnItemIsRemoved()
    {
        using RemovalStore store = new(Path.GetTempPath());
        ItemCopy copy = new("target", "other", "copy", ["v", "w"]);
        store.Add(new RemovalRequest("mailbox", "folder", "one", "One") { Versions = ["a"], Copy = copy });
        store.Add(new RemovalRequest("mailbox", "folder", "two", "Two"));

        RemovalRequest[] read = [.. store.Read()];

        read[0].Copy.ShouldNotBeNull().ShouldBe(copy with { Versions = read[0].Copy!.Versions });
        read[0].Copy!.Versions.ShouldBe(["v", "w"]);
        read[0].FolderId.ShouldBe("folder");
        read[1].Copy.ShouldBeNull();
    }
}

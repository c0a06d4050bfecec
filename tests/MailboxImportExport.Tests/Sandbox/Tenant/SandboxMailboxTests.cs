using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Tenant;

public sealed class SandboxMailboxTests
{
    private readonly SandboxMailbox _mailbox = new(Guid.NewGuid(), Guid.NewGuid(), MailboxKind.Primary, MailboxLanguage.English, TimeProvider.System);

    [Fact]
    public void KeepsEveryItemWhenSeveralThreadsAddAndRemove()
    {
        SandboxFolder folder = _mailbox.AddFolder("Busy");

        Parallel.For(0, 8, worker =>
        {
            foreach (SandboxItem item in _mailbox.AddItems(folder, 100, size: 10, seed: worker).Take(50))
            {
                _mailbox.RemoveItem(item).ShouldBeTrue();
            }
        });

        folder.Items.Count.ShouldBe(400);
        folder.Items.Select(static item => item.Id).ShouldBeUnique();
        folder.Items.Select(static item => item.ChangeKey.Number).ShouldBeUnique();
    }

    [Fact]
    public void AddsOneFolderWhenSeveralThreadsAskForTheSameName()
    {
        int added = 0;

        Parallel.For(0, 8, _ =>
        {
            if (_mailbox.TryAddFolder(_mailbox.VisibleRoot, new NewFolder("Same")) is not null)
            {
                Interlocked.Increment(ref added);
            }
        });

        added.ShouldBe(1);
    }

    [Fact]
    public void AddsThousandsOfItemsInLittleMemoryWhenTheyAreGenerated()
    {
        SandboxFolder folder = _mailbox.AddFolder("Many");
        long before = GC.GetAllocatedBytesForCurrentThread();

        IReadOnlyList<SandboxItem> items = _mailbox.AddItems(folder, 10_000, size: 100_000);

        long perItem = (GC.GetAllocatedBytesForCurrentThread() - before) / items.Count;
        perItem.ShouldBeLessThan(20_000);
    }

    [Fact]
    public void ThrowsWhenAFolderDoesNotExist()
        => Should.Throw<KeyNotFoundException>(() => _mailbox.Folder("Nowhere")).Message.ShouldContain("Nowhere");
}

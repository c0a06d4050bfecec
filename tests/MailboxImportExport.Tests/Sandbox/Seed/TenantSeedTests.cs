using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Seed;

public sealed class TenantSeedTests
{
    [Fact]
    public void GivesEqualItemsWhenTheSeedIsTheSame()
    {
        List<string> first = Describe(Create(1));

        Describe(Create(1)).ShouldBe(first);
        first.Count.ShouldBeGreaterThan(200);
    }

    [Fact]
    public void GivesOtherIdsAndSearchKeysWhenTheSeedDiffers()
        => Describe(Create(2)).Intersect(Describe(Create(1))).ShouldBeEmpty();

    [Fact]
    public void GivesEachItemItsOwnIdAndSearchKeyWhenMailboxesShareMessages()
    {
        List<SandboxItem> items = [.. Create(1).Mailboxes.SelectMany(static mailbox => mailbox.Items)];

        items.Select(static item => item.Id).ShouldBeUnique();
        items.Where(static item => !item.IsAssociated).Select(static item => item.Content.Properties.Content(Tags.SearchKey)!.Sha256()).ShouldBeUnique();
    }

    [Theory]
    [InlineData("Inbox/Projects/Alpha", "IPF.Note")]
    [InlineData("Inbox/Audit 2024/25", "IPF.Note")]
    [InlineData("Calendar", "IPF.Appointment")]
    [InlineData("Contacts", "IPF.Contact")]
    [InlineData("Tasks", "IPF.Task")]
    [InlineData("Notes", "IPF.StickyNote")]
    [InlineData("Conversation History", "IPF.Note")]
    [InlineData("Search Folders/Unread Mail", "IPF.Note")]
    [InlineData("Sync Issues/Conflicts", "IPF.Note")]
    public void HoldsItemsOfEveryKindWhenAdelesMailboxIsOpened(string path, string folderClass)
    {
        SandboxFolder folder = Create(1).Mailbox("adele@contoso.example").Folder(path);

        folder.FolderClass.ShouldBe(folderClass);
        folder.Items.ShouldNotBeEmpty();
    }

    [Fact]
    public void NamesFoldersInGermanWhenTheMailboxIsBrunos()
    {
        SandboxMailbox mailbox = Create(1).Mailbox("bruno@contoso.example");

        mailbox.WellKnown("inbox")!.DisplayName.ShouldBe("Posteingang");
        mailbox.WellKnown("deleteditems")!.DisplayName.ShouldBe("Gelöschte Elemente");
    }

    [Fact]
    public void HoldsItemsOfOneSecondAndOfOneInstantWhenTimesAreLookedAt()
    {
        List<DateTimeOffset> times = [.. Create(1).Mailbox("adele@contoso.example").Items.Select(static item => item.Created).Order()];
        List<(DateTimeOffset First, DateTimeOffset Second)> pairs = [.. times.Zip(times.Skip(1))];

        pairs.ShouldContain(static pair => pair.First == pair.Second);
        pairs.ShouldContain(static pair => pair.First != pair.Second && pair.First.ToUnixTimeSeconds() == pair.Second.ToUnixTimeSeconds());
        (times[^1] - times[0]).TotalDays.ShouldBeGreaterThan(3 * 365);
        times[^1].Year.ShouldBeLessThan(2026);
    }

    [Fact]
    public void ShowsWhatDirectoryObjectsNeedWhenAUserHasNoArchive()
    {
        SandboxTenant tenant = Create(1);

        tenant.User("adele@contoso.example").ArchiveGuid.ShouldBe(tenant.Archive("adele@contoso.example").Guid);
        tenant.User("bruno@contoso.example").ArchiveGuid.ShouldBe(Guid.Empty);
        tenant.User("bruno@contoso.example").PrimarySmtpAddress.ShouldBe("bruno.schmidt@contoso.example");
        tenant.User("dana@contoso.example").ExchangeGuid.ShouldBe(Guid.Empty);
    }

    [Fact]
    public void LeavesTheTargetMailboxEmptyWhenItIsChikas()
        => Create(1).Mailbox("chika@contoso.example").Items.ShouldBeEmpty();

    [Fact]
    public void AddsEqualMailsWhenTheArgumentsAreTheSame()
    {
        SandboxTenant tenant = Create(1);
        SandboxMailbox chika = tenant.Mailbox("chika@contoso.example");

        IReadOnlyList<SandboxItem> first = chika.AddItems(chika.Folder("Inbox"), 50, size: 100, seed: 4);
        IReadOnlyList<SandboxItem> second = chika.AddItems(chika.Folder("Archive"), 50, size: 100, seed: 4);

        first.Zip(second).ShouldAllBe(static pair => pair.First.Content.SameAs(pair.Second.Content));
        first[0].Content.SameAs(first[1].Content).ShouldBeFalse();
    }

    private static SandboxTenant Create(int seed) => new TenantSeed(seed, TimeProvider.System).Create();

    private static List<string> Describe(SandboxTenant tenant)
        => [.. tenant.Mailboxes
            .SelectMany(static mailbox => mailbox.Items)
            .Where(static item => !item.IsAssociated)
            .Select(static item => $"{item.Id} {item.Created.UtcTicks} {item.ChangeKey.Listed} {item.Size} {item.Subject} {item.Content.Properties.Content(Tags.SearchKey)!.Sha256()}")
            .Order(StringComparer.Ordinal)];
}

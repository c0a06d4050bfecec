using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Graph.Items;

public sealed class ItemFieldsTests
{
    private static readonly MailboxContentFolder Folder = new() { MailboxId = "m", FolderId = "f", Path = "Inbox", DisplayName = "Inbox", FolderClass = "IPF.Note" };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadsWhatAnItemSaysHoweverPropertiesAreEchoed(bool isNormalized)
    {
        await using ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync();
        sandbox.Switches.NormalizeExtendedPropertyIds = isNormalized;
        SandboxFolder inbox = sandbox.Mailbox(ConnectedSandbox.Adele).Folder("Inbox");
        ItemListRequest request = new() { Store = sandbox.Store(inbox.Mailbox), Folder = new FolderIdentity { Text = "Inbox" } };

        List<MailboxItem> items = await new ListItems(sandbox.Connection, sandbox.Log).RunAsync(request, null, null, CancellationToken.None).ToListAsync();

        items.Count.ShouldBe(inbox.Items.Count);
        foreach (MailboxItem item in items)
        {
            SandboxItem original = inbox.Mailbox.Item(item.ItemId);
            item.Subject.ShouldBe(original.Content.Properties.Text(Tags.Subject) is { Length: > 1 } s && s[0] == '\u0001' ? s[2..] : original.Content.Properties.Text(Tags.Subject));
            item.ItemClass.ShouldBe(original.MessageClass);
            (item.Received - original.Content.Properties.Time(Tags.MessageDeliveryTime) ?? TimeSpan.Zero).Duration().ShouldBeLessThan(TimeSpan.FromSeconds(1));
            (item.Received is null).ShouldBe(original.Content.Properties.Time(Tags.MessageDeliveryTime) is null);
            item.SearchKey.ShouldNotBeNull();
            item.ChangeKey.ShouldBe(original.ChangeKey.Listed);
            item.FolderPath.ShouldBe("Inbox");
        }

        items.ShouldContain(static i => i.IsRead == true);
        items.ShouldContain(static i => i.IsRead == false);
        items.ShouldContain(static i => i.Categories.Count > 0);
    }

    [Theory]
    [InlineData("\u0001\u0005RE: Budget", "RE: Budget")]
    [InlineData("\u0001", "\u0001")]
    [InlineData("", "")]
    [InlineData("Budget", "Budget")]
    public void TakesTheControlPrefixOffASubject(string stored, string shown)
        => Model(("String 0x37", stored)).Subject.ShouldBe(shown);

    [Theory]
    [InlineData("SystemTime 0x0e06", "2021-09-15T12:16:38Z", true)]
    [InlineData("SYSTEMTIME 0xE06", "2021-09-15T14:16:38+02:00", true)]
    [InlineData("SystemTime 0x0E060040", "2021-09-15T12:16:38.0000000Z", true)]
    [InlineData("SystemTime 0x0E06", "yesterday", false)]
    [InlineData("SystemTime 0x0E07", "2021-09-15T12:16:38Z", false)]
    [InlineData("SystemTime {00062002-0000-0000-C000-000000000046} Id 0x0E06", "2021-09-15T12:16:38Z", false)]
    public void ReadsATimeWhateverTheFormOfItsId(string id, string value, bool isRead)
        => Model((id, value)).Received.ShouldBe(isRead ? new DateTimeOffset(2021, 9, 15, 12, 16, 38, TimeSpan.Zero) : null);

    [Fact]
    public void GoesWithoutWhatAnItemDoesNotSay()
    {
        MailboxItem item = ItemFields.ToModel(new ItemJson { Id = "i" }, Folder);

        item.ShouldSatisfyAllConditions(
            i => i.Subject.ShouldBeNull(),
            i => i.IsRead.ShouldBeNull(),
            i => i.Time.ShouldBeNull(),
            i => i.Categories.ShouldBeEmpty(),
            i => i.Size.ShouldBe(0),
            i => i.ToString().ShouldBe("i"));
    }

    [Fact]
    public void RefusesAnItemWithoutAnId()
        => Should.Throw<MailboxImportExportException>(() => ItemFields.ToModel(new ItemJson(), Folder)).Kind.ShouldBe(FailureKind.ServiceAnswerInvalid);

    private static MailboxItem Model(params (string Id, string Value)[] properties) => ItemFields.ToModel(
        new ItemJson { Id = "i", SingleValueExtendedProperties = [.. properties.Select(static p => new ExtendedPropertyJson(p.Id, p.Value))] },
        Folder);
}

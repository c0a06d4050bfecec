using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Graph.Export;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Graph;

public sealed class PreparedExportTests : IAsyncLifetime
{
    private SandboxClient _client = null!;

    private SandboxMailbox Adele => _client.Server.Tenant.Mailbox(SandboxClient.Adele);

    public async ValueTask InitializeAsync() => _client = await SandboxClient.StartAsync();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task AreThoseThatWouldHaveBeenMadeWhenTheyAreAskedFor()
    {
        SandboxItem large = Adele.AddLargeItem(Adele.Folder("Inbox"), 200_000);
        string[] ids = [.. Adele.Folder("Inbox").Items.Take(5).Append(large).Select(static item => item.Id)];
        SandboxAnswer made = await _client.ExportAsync(Adele, ids);
        ExportedItem[] before = [.. _client.Server.Tenant.Exported];

        _client.Server.PrepareExports(Adele);
        SandboxAnswer prepared = await _client.ExportAsync(Adele, ids);

        prepared.Text.ShouldBe(made.Text);
        _client.Server.Tenant.Exported.Skip(before.Length).ShouldBe(before);
    }

    [Fact]
    public async Task StayAsTheyWereWhenTheServiceIsUpdated()
    {
        SandboxItem item = Adele.Folder("Inbox").Items[0];
        _client.Server.PrepareExports(Adele);
        byte[] before = await _client.ExportOneAsync(item);

        _client.Server.Switches.ServerIsUpdated = true;

        (await _client.ExportOneAsync(item)).ShouldBe(before);
    }

    [Fact]
    public async Task AreMadeAnewWhenTheItemHasChanged()
    {
        SandboxItem item = Adele.Folder("Inbox").Items[0];
        _client.Server.PrepareExports(Adele);
        byte[] before = await _client.ExportOneAsync(item);

        bool isRead = (item.Content.Properties.Number(Tags.MessageFlags) & 1) != 0;
        SandboxItem changed = _client.Server.MarkRead(item, !isRead);

        (await _client.ExportOneAsync(changed)).ShouldNotBe(before);
    }

    [Fact]
    public void TakeTheRoomOfOneWhenLargeItemsAreEqual()
    {
        SandboxFolder folder = Adele.AddFolder("Inbox/Large");
        Adele.AddLargeItems(folder, [3_000_000, 2_000_000, 3_000_000]);
        PreparedExports prepared = new();
        foreach (SandboxItem item in folder.Items)
        {
            prepared.Add(item, _client.Server.Switches);
        }

        PreparedExport?[] exports = [.. folder.Items.Select(prepared.Find)];

        exports[2].ShouldBeSameAs(exports[0]);
        exports[1]!.Length.ShouldBeLessThan(exports[0]!.Length);
    }

    [Fact]
    public async Task AreNotThoseOfAnEqualItemWhenItsTimesAreOthers()
    {
        SandboxItem item = Adele.Folder("Inbox").Items[0];
        SandboxItem later = Adele.AddItem(item.Folder, new NewItem(item.Content) { Created = item.Created.AddHours(1) });
        byte[] before = await _client.ExportOneAsync(later);

        _client.Server.PrepareExports(Adele);

        (await _client.ExportOneAsync(later)).ShouldBe(before);
    }

    [Fact]
    public async Task EndEarlyWhenTheBodyOfAnExportIsToEnd()
    {
        _client.Server.PrepareExports(Adele);
        _client.Server.Switches.TruncateExportBodyAfter = 400;

        SandboxAnswer answer = await _client.ExportAsync(Adele, Adele.Folder("Inbox").Items[0].Id);

        answer.Text.Length.ShouldBe(400);
        _client.Server.Tenant.Exported.ShouldBeEmpty();
    }
}

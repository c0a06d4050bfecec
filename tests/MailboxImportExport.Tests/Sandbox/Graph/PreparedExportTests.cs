using System.Linq;
using System.Threading.Tasks;
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
    public async Task EndEarlyWhenTheBodyOfAnExportIsToEnd()
    {
        _client.Server.PrepareExports(Adele);
        _client.Server.Switches.TruncateExportBodyAfter = 400;

        SandboxAnswer answer = await _client.ExportAsync(Adele, Adele.Folder("Inbox").Items[0].Id);

        answer.Text.Length.ShouldBe(400);
        _client.Server.Tenant.Exported.ShouldBeEmpty();
    }
}

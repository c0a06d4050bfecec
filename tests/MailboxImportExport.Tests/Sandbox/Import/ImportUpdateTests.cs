using System;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Graph;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Tests.Sandbox.Streams;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Import;

public sealed class ImportUpdateTests : IAsyncLifetime
{
    private SandboxClient _client = null!;
    private string _session = null!;
    private SandboxItem _item = null!;

    private SandboxMailbox Chika => _client.Server.Tenant.Mailbox(SandboxClient.Chika);

    public async ValueTask InitializeAsync()
    {
        _client = await SandboxClient.StartAsync();
        _session = await _client.CreateSessionAsync(Chika);
        _item = Chika.AddMail(Chika.Folder("Inbox"), "Before", "a@fabrikam.example", DateTimeOffset.UnixEpoch.AddYears(50));
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task ReplacesTheItemWhenIdAndChangeKeyMatch()
    {
        SandboxAnswer answer = await UpdateAsync(_item.ChangeKey.Listed);

        answer.Status.ShouldBe(200, answer.Text);
        SandboxItem updated = Chika.Folder("Inbox").Items.Single();
        updated.Id.ShouldBe(_item.Id);
        updated.Subject.ShouldBe("After");
        updated.ChangeKey.ShouldNotBe(_item.ChangeKey);
        updated.Created.ShouldBe(_item.Created);
        answer.Root.GetProperty("changeKey").GetString().ShouldBe(updated.ChangeKey.Imported);
        _client.Server.Tenant.Received.Single().Mode.ShouldBe("update");
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task KeepsOrDropsOtherPropertiesAsSwitched(bool merges, bool kept)
    {
        _client.Server.Switches.UpdateMergesProperties = merges;

        await UpdateAsync(_item.ChangeKey.Listed);

        Chika.Item(_item.Id).Content.Properties.Has(Tags.SenderName).ShouldBe(kept);
    }

    [Theory]
    [InlineData((int)ChangeKeyForm.Any, true, true)]
    [InlineData((int)ChangeKeyForm.Listed, true, false)]
    [InlineData((int)ChangeKeyForm.Imported, false, true)]
    public async Task TakesTheFormOfChangeKeySwitched(int form, bool listed, bool imported)
    {
        _client.Server.Switches.UpdateChangeKeyForm = (ChangeKeyForm)form;

        (await UpdateAsync(_item.ChangeKey.Listed)).Status.ShouldBe(listed ? 200 : 409);
        (await UpdateAsync(Chika.Item(_item.Id).ChangeKey.Imported)).Status.ShouldBe(imported ? 200 : 409);
    }

    [Fact]
    public async Task RefusesWhenTheChangeKeyIsOld()
    {
        await UpdateAsync(_item.ChangeKey.Listed);

        SandboxAnswer answer = await UpdateAsync(_item.ChangeKey.Listed);

        answer.Status.ShouldBe(409);
        answer.Text.ShouldContain("change key");
    }

    [Fact]
    public async Task RefusesWhenTheItemIsNotInTheFolder()
        => (await UpdateAsync(_item.ChangeKey.Listed, Chika.Folder("Archive"))).Status.ShouldBe(404);

    [Fact]
    public async Task RefusesWhenTheItemIsGone()
    {
        Chika.RemoveItem(_item.Entry);

        (await UpdateAsync(_item.ChangeKey.Listed)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task RefusesWhenIdOrChangeKeyIsMissing()
    {
        string data = Convert.ToBase64String(TestMessage.Write(TestMessage.Plain("After")));

        (await _client.ImportAsync(_session, new { FolderId = _item.Folder.Id, Mode = "update", Data = data, ItemId = _item.Id })).Status.ShouldBe(400);
        (await _client.ImportAsync(_session, new { FolderId = _item.Folder.Id, Mode = "update", Data = data, ChangeKey = _item.ChangeKey.Listed })).Status.ShouldBe(400);
    }

    private Task<SandboxAnswer> UpdateAsync(string changeKey, SandboxFolder? folder = null) => _client.ImportAsync(_session, new
    {
        FolderId = (folder ?? _item.Folder).Id,
        Mode = "update",
        Data = Convert.ToBase64String(TestMessage.Write(TestMessage.Plain("After"))),
        ItemId = _item.Id,
        ChangeKey = changeKey,
    });
}

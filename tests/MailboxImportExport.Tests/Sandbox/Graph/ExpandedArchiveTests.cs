using System;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Graph;

public sealed class ExpandedArchiveTests : IAsyncLifetime
{
    private SandboxClient _client = null!;
    private SandboxMailbox _auxiliary = null!;
    private SandboxFolder _folder = null!;

    private SandboxTenant Tenant => _client.Server.Tenant;

    private SandboxMailbox Archive => Tenant.Archive(SandboxClient.Adele);

    public async ValueTask InitializeAsync()
    {
        _client = await SandboxClient.StartAsync();
        _auxiliary = Tenant.AddAuxiliary(Archive);
        _folder = Archive.Folder("2019/Invoices");
        _folder.Expand(_auxiliary);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task SendsTheCallerOnWhenTheFolderIsExpanded()
    {
        SandboxAnswer answer = await _client.GetAsync(Archive, $"folders/{_folder.Id}", "beta");

        answer.Status.ShouldBe(308);
        answer.Text.ShouldBeEmpty();
        answer.Headers.Location!.OriginalString.ShouldBe(
            $"{_client.Server.Uri}beta/admin/Exchange/Mailboxes/{_auxiliary.Id}/folders/{_folder.Id}");
        SandboxAnswer followed = await _client.GetAsync(answer.Headers.Location!);
        followed.Root.GetProperty("id").GetString().ShouldBe(_folder.Id);
        followed.Root.GetProperty("totalItemCount").GetInt32().ShouldBe(_auxiliary.Items.Count);
    }

    [Theory]
    [InlineData(true, true, "/items?$top=2")]
    [InlineData(true, false, "/items")]
    [InlineData(false, true, "?$top=2")]
    [InlineData(false, false, "")]
    public async Task NamesInTheAddressWhatIsSwitchedOn(bool path, bool query, string rest)
    {
        _client.Server.Switches.RedirectsKeepThePath = path;
        _client.Server.Switches.RedirectsKeepTheQuery = query;

        SandboxAnswer answer = await _client.GetAsync(Archive, $"folders/{_folder.Id}/items?$top=2", "beta");

        answer.Status.ShouldBe(308);
        answer.Headers.Location!.OriginalString.ShouldEndWith($"/{_auxiliary.Id}/folders/{_folder.Id}{rest}");
    }

    [Fact]
    public async Task GivesTheItemsWithTheirIdsWhenTheRedirectIsFollowed()
    {
        SandboxAnswer redirect = await _client.GetAsync(Archive, $"folders/{_folder.Id}/items?$top=100", "beta");

        SandboxAnswer items = await _client.GetAsync(redirect.Headers.Location!);

        items.Ids.ShouldBe(_auxiliary.Folder("Invoices").Items.Select(static item => item.Id), ignoreOrder: true);
        items.Ids.Count.ShouldBeGreaterThan(3);
        EntryId.Parse(items.Ids[0])!.Value.Mailbox.ShouldBe(Archive.Guid);
    }

    [Theory]
    [InlineData("GET", "/items/delta")]
    [InlineData("GET", "/childFolders/delta")]
    [InlineData("DELETE", "")]
    [InlineData("DELETE", "/$ref")]
    public async Task SendsEveryCallOnWhenItIsForTheContent(string method, string rest)
    {
        HttpRequestMessage request = new(new HttpMethod(method), _client.MailboxUri(Archive, $"folders/{_folder.Id}{rest}", "beta"));

        SandboxAnswer answer = await _client.SendAsync(request);

        answer.Status.ShouldBe(308);
        answer.Headers.Location!.OriginalString.ShouldEndWith($"/folders/{_folder.Id}{rest}");
    }

    [Fact]
    public async Task SendsTheCallerOnWhenTheFolderIsNamedBelowItsParent()
    {
        SandboxAnswer answer = await _client.GetAsync(Archive, $"folders/{_folder.Parent!.Id}/childFolders/{_folder.Id}", "beta");

        answer.Headers.Location!.OriginalString.ShouldEndWith($"/{_auxiliary.Id}/folders/{_folder.Id}");
    }

    [Theory]
    [InlineData(true, 308)]
    [InlineData(false, 200)]
    public async Task SendsTheListOfChildrenOnAsSwitched(bool redirects, int status)
    {
        _client.Server.Switches.RedirectChildFolders = redirects;

        (await _client.GetAsync(Archive, $"folders/{_folder.Id}/childFolders", "beta")).Status.ShouldBe(status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StillListsTheFolderWithoutItsContentAndRoutesAsSwitched(bool routes)
    {
        _client.Server.Switches.ParentMailboxUrlRoutes = routes;

        SandboxAnswer answer = await _client.GetAsync(Archive, $"folders/{_folder.Parent!.Id}/childFolders", "beta");

        JsonElement folder = answer.Values.Single();
        folder.GetProperty("totalItemCount").GetInt32().ShouldBe(0);
        folder.GetProperty("parentMailboxUrl").GetString()!.ShouldEndWith(routes ? _auxiliary.Id : Archive.Id);
    }

    [Fact]
    public async Task NamesTheOtherMailboxWhenAnItemIsExported()
    {
        SandboxItem here = Archive.Folder("Inbox").Items[0];
        SandboxItem there = _auxiliary.Items[0];

        SandboxAnswer answer = await _client.ExportAsync(Archive, here.Id, there.Id, new EntryId(Archive.Guid, EntryKind.Item, 99_999).ToString());

        answer.Values[0].TryGetProperty("data", out _).ShouldBeTrue();
        JsonElement error = answer.Values[1].GetProperty("Error");
        error.GetProperty("code").GetString().ShouldBe("ErrorArchiveFolderMovedPermanently");
        string address = $"{_client.Server.Uri}beta/admin/exchange/mailboxes/{_auxiliary.Id}/exportItems";
        error.GetProperty("message").GetString().ShouldBe(address);
        answer.Values[2].GetProperty("error").GetProperty("code").GetString().ShouldBe("ErrorItemNotFound");
        (await _client.ExportOneAsync(there)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task WantsASessionOfTheOtherMailboxWhenAnItemIsImported()
    {
        byte[] stream = await _client.ExportOneAsync(Archive.Folder("Inbox").Items[0]);
        object body = new { FolderId = _folder.Id, Mode = "create", Data = Convert.ToBase64String(stream) };

        SandboxAnswer refused = await _client.ImportAsync(await _client.CreateSessionAsync(Archive, "beta"), body);
        SandboxAnswer taken = await _client.ImportAsync(await _client.CreateSessionAsync(_auxiliary, "beta"), body);

        refused.Status.ShouldBe(409);
        refused.Text.ShouldBe($$"""{"Message":"Invalid import session. The target session is expected in mailbox {{_auxiliary.Id}}."}""");
        taken.Status.ShouldBe(200);
        _auxiliary.Item(taken.Root.GetProperty("itemId").GetString()!).Folder.DisplayName.ShouldBe("Invoices");
    }

    [Fact]
    public async Task LeadsOnceMoreWhenTheContentHasMovedAgain()
    {
        SandboxMailbox second = Tenant.AddAuxiliary(Archive);
        _auxiliary.Folder("Invoices").Expand(second);

        SandboxAnswer first = await _client.GetAsync(Archive, $"folders/{_folder.Id}/items", "beta");
        SandboxAnswer next = await _client.GetAsync(first.Headers.Location!);
        SandboxAnswer last = await _client.GetAsync(next.Headers.Location!);

        next.Status.ShouldBe(308);
        last.Ids.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task AnswersItselfWhenTheContentHasComeBack()
    {
        _auxiliary.Folder("Invoices").Expand(Archive);

        (await _client.GetAsync(Archive, $"folders/{_folder.Id}/items", "beta")).Ids.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task MovesChildFoldersAlongWhenTheirParentExpands()
    {
        SandboxFolder parent = _folder.Parent!;
        parent.Expand(_auxiliary);

        SandboxAnswer answer = await _client.GetAsync(_auxiliary, $"folders/{parent.Id}/childFolders", "beta");

        answer.Status.ShouldBe(200);
        (await _client.GetAsync(_auxiliary, $"folders/{_folder.Id}/items", "beta")).Ids.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task RefusesAnAuxiliaryMailboxWhenV1IsAsked()
        => (await _client.GetAsync(_auxiliary, "folders")).Text.ShouldContain("Operation on Archive mailbox not allowed");

    [Fact]
    public async Task LetsTheOwnerInWhenSheIsSignedIn()
    {
        _client.Token = _client.Server.IssueToken(Tenant.User(SandboxClient.Adele), ["MailboxFolder.Read"]);
        (await _client.GetAsync(_auxiliary, "folders", "beta")).Status.ShouldBe(200);

        _client.Token = _client.Server.IssueToken(Tenant.User(SandboxClient.Bruno), ["MailboxFolder.Read"]);
        (await _client.GetAsync(_auxiliary, "folders", "beta")).Status.ShouldBe(403);
    }

    [Theory]
    [InlineData((int)FaultKind.RedirectLoop, "127.0.0.1")]
    [InlineData((int)FaultKind.RedirectToForeignHost, Faults.ForeignHost)]
    public async Task LeadsNowhereWhenAFaultIsAskedFor(int kind, string host)
    {
        _client.Server.Faults.OnNext(CallKind.ListItems, (FaultKind)kind);
        _client.Server.Faults.OnNext(CallKind.ExportItems, (FaultKind)kind);
        SandboxItem item = Archive.Folder("Inbox").Items[0];
        Uri uri = _client.MailboxUri(Archive, $"folders/{item.Folder.Id}/items", "beta");

        SandboxAnswer list = await _client.GetAsync(uri);
        SandboxAnswer export = await _client.ExportAsync(Archive, item.Id);

        list.Status.ShouldBe(308);
        list.Headers.Location!.Host.ShouldBe(host);
        list.Headers.Location.AbsolutePath.ShouldBe(uri.AbsolutePath);
        Uri address = new(export.Values[0].GetProperty("Error").GetProperty("message").GetString()!);
        address.Host.ShouldBe(host);
        address.AbsolutePath.ShouldEndWith($"/{Archive.Id}/exportItems");
        _client.Server.Faults.Count((FaultKind)kind).ShouldBe(2);
        (await _client.GetAsync(uri)).Status.ShouldBe(200);
    }
}

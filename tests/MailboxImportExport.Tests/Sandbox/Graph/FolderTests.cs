using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Graph;

public sealed class FolderTests : IAsyncLifetime
{
    private SandboxClient _client = null!;

    private SandboxMailbox Adele => _client.Server.Tenant.Mailbox(SandboxClient.Adele);

    public async ValueTask InitializeAsync() => _client = await SandboxClient.StartAsync();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task ListsTheTopLevelWhenAllPagesAreRead()
    {
        IReadOnlyList<JsonElement> folders = await ListAsync("folders");

        folders.Select(Name).ShouldBe(Adele.VisibleRoot.Children.Select(static folder => folder.DisplayName));
        folders.ShouldAllBe(folder => folder.GetProperty("parentFolderId").GetString() == Adele.VisibleRoot.Id);
        JsonElement inbox = folders.Single(static folder => Name(folder) == "Inbox");
        inbox.GetProperty("wellKnownName").GetString().ShouldBe("inbox");
        inbox.GetProperty("type").GetString().ShouldBe("IPF.Note");
        inbox.GetProperty("childFolderCount").GetInt32().ShouldBe(2);
        inbox.GetProperty("totalItemCount").GetInt32().ShouldBe(Adele.Folder("Inbox").Items.Count);
        inbox.GetProperty("parentMailboxUrl").GetString()!.ShouldEndWith($"/v1.0/admin/Exchange/Mailboxes/{Adele.Id}");
    }

    [Fact]
    public async Task ListsOneLevelWhenChildrenAreAskedFor()
    {
        SandboxAnswer answer = await _client.GetAsync(Adele, "folders/inbox/childFolders");

        answer.Values.Select(Name).ShouldBe(["Projects", "Audit 2024/25"]);
        answer.Values[0].GetProperty("wellKnownName").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task ShowsTheRootsWhenTheyAreNamed()
    {
        (await _client.GetAsync(Adele, "folders/msgfolderroot")).Root.GetProperty("displayName").GetString().ShouldBe("Top of Information Store");
        SandboxAnswer recoverable = await _client.GetAsync(Adele, "folders/recoverableitemsroot/childFolders?$top=50");
        recoverable.Values.Select(Name).ShouldBe(["Deletions", "Versions", "Purges", "DiscoveryHolds", "SubstrateHolds", "Calendar Logging", "Audits"]);
    }

    [Fact]
    public async Task ShowsAChildBelowItsParentOnlyWhenBothAreNamed()
    {
        string alpha = Adele.Folder("Inbox/Projects/Alpha").Id;

        (await _client.GetAsync(Adele, $"folders/{Adele.Folder("Inbox/Projects").Id}/childFolders/{alpha}")).Root.GetProperty("id").GetString().ShouldBe(alpha);
        (await _client.GetAsync(Adele, $"folders/inbox/childFolders/{alpha}")).ErrorCode.ShouldBe("ErrorItemNotFound");
    }

    [Theory]
    [InlineData("v1.0", true, 25)]
    [InlineData("v1.0", false, 17)]
    [InlineData("beta", true, 25)]
    [InlineData("beta", false, 17)]
    public async Task ListsHiddenFoldersWhenTheSwitchOfTheVersionSaysSo(string version, bool listed, int hiddenAtMost)
    {
        _client.Server.Switches.ListHiddenFoldersOnV1 = listed;
        _client.Server.Switches.ListHiddenFoldersOnBeta = listed;

        SandboxAnswer answer = await _client.GetAsync(Adele, "folders?$top=100", version);

        answer.Values.Any(static folder => Name(folder) == "PersonMetadata").ShouldBe(listed);
        answer.Values.Count.ShouldBeLessThanOrEqualTo(hiddenAtMost);
    }

    [Fact]
    public async Task TellsHiddenFoldersApartWhenTheyAreIncludedOnBeta()
    {
        SandboxAnswer answer = await _client.GetAsync(Adele, "folders?includeHiddenFolders=true&$top=100&$select=displayName,isHidden", "beta");

        answer.Values.Single(static folder => Name(folder) == "PersonMetadata").GetProperty("isHidden").GetBoolean().ShouldBeTrue();
        answer.Values.Single(static folder => Name(folder) == "Inbox").GetProperty("isHidden").GetBoolean().ShouldBeFalse();
        answer.Values[0].TryGetProperty("type", out _).ShouldBeFalse();
        answer.Values[0].TryGetProperty("parentMailboxUrl", out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData(true, "true")]
    [InlineData(false, null)]
    public async Task SaysThatAFolderIsHiddenWhenSwitchedOn(bool says, string? value)
    {
        _client.Server.Switches.HiddenFoldersSaySo = says;

        SandboxAnswer answer = await _client.GetAsync(Adele, "folders?$top=100&$expand=singleValueExtendedProperties($filter=id eq 'Boolean 0x10F4')");

        JsonElement folder = answer.Values.Single(static folder => Name(folder) == "PersonMetadata");
        (folder.TryGetProperty("singleValueExtendedProperties", out JsonElement list) ? list[0].GetProperty("value").GetString() : null).ShouldBe(value);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ListsDescendantsAtTheTopWhenSwitchedOn(bool descendants)
    {
        _client.Server.Switches.TopLevelListIncludesDescendants = descendants;

        (await _client.GetAsync(Adele, "folders?$top=100")).Values.Any(static folder => Name(folder) == "Alpha").ShouldBe(descendants);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ListsSearchFoldersAtTheTopWhenSwitchedOn(bool atTop)
    {
        _client.Server.Switches.ListSearchFoldersAtTop = atTop;

        SandboxAnswer answer = await _client.GetAsync(Adele, "folders?$top=100&$expand=singleValueExtendedProperties($filter=id eq 'Integer 0x3601')");

        answer.Values.Any(static folder => Name(folder) == "Unread Mail" && folder.GetProperty("singleValueExtendedProperties")[0].GetProperty("value").GetString() == "2")
            .ShouldBe(atTop);
    }

    [Fact]
    public async Task ShowsItemsOfOtherFoldersWhenASearchFolderIsListed()
    {
        SandboxFolder unread = Adele.Folder("Search Folders/Unread Mail");

        SandboxAnswer answer = await _client.GetAsync(Adele, $"folders/{unread.Id}/items?$top=100");

        answer.Ids.Count.ShouldBe(unread.Items.Count);
        answer.Ids.ShouldContain(Adele.Folder("Inbox").Items.First(unread.Holds).Id);
    }

    [Theory]
    [InlineData("$filter=type eq 'IPF.Appointment'", "Calendar")]
    [InlineData("$filter=displayName eq 'inbox'", "Inbox")]
    [InlineData("$filter=startswith(displayName,'Del')", "Deleted Items")]
    [InlineData("$orderby=displayName desc&$top=1", "Yammer Root")]
    public async Task FiltersAndOrdersWhenAsked(string query, string first)
        => Name((await _client.GetAsync(Adele, $"folders?{query}")).Values[0]).ShouldBe(first);

    [Fact]
    public async Task CreatesAFolderWhenTheNameIsFree()
    {
        const string Body = """
            {"displayName":"Announcements","type":"IPF.Note","singleValueExtendedProperties":[{"id":"String {8ECCC264-6880-4EBE-992F-8888D2EEAA1D} Name Color","value":"Green"}]}
            """;

        SandboxAnswer answer = await _client.PostAsync(Adele, "folders/inbox/childFolders", Body);

        answer.Status.ShouldBe(201);
        SandboxFolder folder = Adele.Folder("Inbox/Announcements");
        answer.Root.GetProperty("id").GetString().ShouldBe(folder.Id);
        answer.Root.GetProperty("parentFolderId").GetString().ShouldBe(Adele.Folder("Inbox").Id);
        answer.Root.GetProperty("childFolderCount").GetInt32().ShouldBe(0);
        folder.Properties.Single().Value.ShouldBe("Green");
    }

    [Fact]
    public async Task RefusesANewFolderWhenTheNameIsTaken()
    {
        SandboxAnswer answer = await _client.PostAsync(Adele, "folders", """{"displayName":"INBOX","type":"IPF.Note"}""");

        answer.Status.ShouldBe(409);
        answer.ErrorCode.ShouldBe("ErrorFolderExists");
    }

    [Theory]
    [InlineData("""{"displayName":"X"}""")]
    [InlineData("""{"type":"IPF.Note"}""")]
    [InlineData("""{"displayName":"","type":"IPF.Note"}""")]
    [InlineData("""{"displayName":"X","type":"IPM.Note"}""")]
    [InlineData("""{"displayName":"X","type":"IPF.Note","isHidden":true}""")]
    [InlineData("""{"displayName":"X","type":"IPF.Note","singleValueExtendedProperties":[{"id":"Colour","value":"1"}]}""")]
    public async Task RefusesANewFolderWhenTheBodyIsWrong(string body)
    {
        (await _client.PostAsync(Adele, "folders", body)).Status.ShouldBe(400);

        Adele.VisibleRoot.Children.ShouldNotContain(static folder => folder.DisplayName == "X");
    }

    [Theory]
    [InlineData("folders?$search=x")]
    [InlineData("folders?top=5")]
    [InlineData("folders?$select=unreadItemCount")]
    [InlineData("folders?$filter=unreadItemCount eq 1")]
    [InlineData("folders?$orderby=parentFolderId")]
    [InlineData("folders?$expand=childFolders")]
    [InlineData("folders?includeHiddenFolders=true")]
    [InlineData("folders/inbox?$top=1")]
    public async Task RefusesAQueryWhenItIsNotSupported(string path)
    {
        SandboxAnswer answer = await _client.GetAsync(Adele, path);

        answer.Status.ShouldBe(400);
        answer.ErrorCode.ShouldBe("RequestBroker--ParseUri");
    }

    [Theory]
    [InlineData("not-an-id", 400, "ErrorInvalidIdMalformed")]
    [InlineData("clutter", 404, "ErrorItemNotFound")]
    public async Task RefusesAFolderWhenItIsNotThere(string folder, int status, string code)
    {
        SandboxAnswer answer = await _client.GetAsync(Adele, $"folders/{folder}");

        answer.Status.ShouldBe(status);
        answer.ErrorCode.ShouldBe(code);
    }

    [Fact]
    public async Task RefusesAFolderWhenItsIdIsInTheWrongCase()
    {
        string id = Adele.Folder("Inbox").Id;

        (await _client.GetAsync(Adele, $"folders/{id.ToUpperInvariant()}")).ErrorCode.ShouldBe("ErrorInvalidIdMalformed");
    }

    private static string Name(JsonElement folder) => folder.GetProperty("displayName").GetString()!;

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string path)
    {
        List<JsonElement> all = [];
        SandboxAnswer answer = await _client.GetAsync(Adele, path);
        all.AddRange(answer.Values);
        while (answer.NextLink is not null)
        {
            answer.Values.Count.ShouldBe(10);
            answer = await _client.GetAsync(new Uri(answer.NextLink));
            all.AddRange(answer.Values);
        }

        return all;
    }
}

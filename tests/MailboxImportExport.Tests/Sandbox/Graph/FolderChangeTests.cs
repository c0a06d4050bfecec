using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Graph;

public sealed class FolderChangeTests : IAsyncLifetime
{
    private SandboxClient _client = null!;

    private SandboxMailbox Adele => _client.Server.Tenant.Mailbox(SandboxClient.Adele);

    public async ValueTask InitializeAsync() => _client = await SandboxClient.StartAsync();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task RenamesAFolderWhenANameIsGiven()
    {
        SandboxFolder folder = Adele.Folder("Inbox/Projects");

        SandboxAnswer answer = await _client.PatchAsync(Adele, $"folders/{folder.Id}", """{"displayName":"Old projects"}""");

        answer.Status.ShouldBe(200);
        answer.Root.GetProperty("displayName").GetString().ShouldBe("Old projects");
        answer.Root.GetProperty("id").GetString().ShouldBe(folder.Id);
        Adele.Folder("Inbox/Old projects/Alpha").Items.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task RenamesAChildWhenItIsNamedBelowItsParent()
    {
        string child = Adele.Folder("Inbox/Projects").Id;

        (await _client.PatchAsync(Adele, $"folders/inbox/childFolders/{child}", """{"displayName":"Work"}""")).Status.ShouldBe(200);
        (await _client.PatchAsync(Adele, $"folders/sentitems/childFolders/{child}", """{"displayName":"Work 2"}""")).Status.ShouldBe(404);

        Adele.FindFolder(EntryId.Parse(child)!.Value)!.DisplayName.ShouldBe("Work");
    }

    [Fact]
    public async Task ChangesCaseOnlyWhenTheNewNameDiffersInNothingElse()
    {
        string id = Adele.Folder("Inbox/Projects").Id;

        (await _client.PatchAsync(Adele, $"folders/{id}", """{"displayName":"PROJECTS"}""")).Status.ShouldBe(200);

        Adele.Folder("Inbox/projects").DisplayName.ShouldBe("PROJECTS");
    }

    [Fact]
    public async Task SetsExtendedPropertiesWhenTheyAreGiven()
    {
        SandboxFolder folder = Adele.Folder("Inbox/Projects");
        const string Body =
            """
            { "singleValueExtendedProperties": [ { "id": "String {8ECCC264-6880-4EBE-992F-8888D2EEAA1D} Name Colour", "value": "Green" } ],
              "multiValueExtendedProperties":
                [ { "id": "StringArray {8ECCC264-6880-4EBE-992F-8888D2EEAA1D} Name Palette", "value": ["Red", "Blue"] } ] }
            """;

        (await _client.PatchAsync(Adele, $"folders/{folder.Id}", Body)).Status.ShouldBe(200);

        folder.DisplayName.ShouldBe("Projects");
        folder.Properties.Select(static property => property.Value).OfType<string>().ShouldBe(["Green"]);
        folder.Properties.Select(static property => property.Value).OfType<string[]>().Single().ShouldBe(["Red", "Blue"]);
        folder.Properties.Select(static property => property.Type).ShouldBe([PropertyType.Text, PropertyType.TextList], ignoreOrder: true);
    }

    [Theory]
    [InlineData("""{"type":"IPF.Appointment"}""", 400, "ErrorObjectTypeChanged")]
    [InlineData("""{"displayName":"X","type":"IPF.Note"}""", 400, "ErrorObjectTypeChanged")]
    [InlineData("""{"displayName":" "}""", 400, "ErrorFolderNameInvalid")]
    [InlineData("""{"displayName":"audit 2024/25"}""", 409, "ErrorFolderExists")]
    [InlineData("""{}""", 400, "BadRequest")]
    [InlineData("""{"parentFolderId":"x"}""", 400, "BadRequest")]
    public async Task RefusesAChangeWhenItIsNotAllowed(string body, int status, string code)
    {
        SandboxFolder folder = Adele.Folder("Inbox/Projects");

        SandboxAnswer answer = await _client.PatchAsync(Adele, $"folders/{folder.Id}", body);

        answer.Status.ShouldBe(status);
        answer.ErrorCode.ShouldBe(code);
        folder.DisplayName.ShouldBe("Projects");
        folder.FolderClass.ShouldBe("IPF.Note");
    }

    [Theory]
    [InlineData(true, 400)]
    [InlineData(false, 200)]
    public async Task RefusesToRenameAWellKnownFolderAsSwitched(bool refused, int status)
    {
        _client.Server.Switches.RefuseWellKnownFolderRenaming = refused;

        (await _client.PatchAsync(Adele, "folders/inbox", """{"displayName":"Post"}""")).Status.ShouldBe(status);

        Adele.WellKnown("inbox")!.DisplayName.ShouldBe(refused ? "Inbox" : "Post");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SaysTheSizeOfAFolderAsSwitched(bool says)
    {
        _client.Server.Switches.FoldersSayTheirSize = says;

        SandboxAnswer answer = await _client.GetAsync(Adele, "folders/inbox?$expand=singleValueExtendedProperties($filter=id eq 'Long 0x0E08')");

        string? size = answer.Root.TryGetProperty("singleValueExtendedProperties", out JsonElement list) ? list[0].GetProperty("value").GetString() : null;
        size.ShouldBe(says ? $"{Adele.Folder("Inbox").Items.Sum(static item => item.Size)}" : null);
    }

    [Fact]
    public void CountsSizesWhenItemsComeAndGo()
    {
        SandboxMailbox chika = _client.Server.Tenant.Mailbox(SandboxClient.Chika);
        SandboxFolder folder = chika.AddFolder("Sizes");
        chika.AddItems(folder, 5);
        chika.RemoveItem(folder.Items[1]);
        _client.Server.MarkRead(folder.Items[0], isRead: false);

        folder.Size.ShouldBe(folder.Items.Sum(static item => item.Size));
        folder.ByCreation(includeAssociated: true).Count.ShouldBe(4);
    }

    [Theory]
    [InlineData(true, 200)]
    [InlineData(false, 400)]
    public async Task TakesIncludeHiddenFoldersAtTheTopAsSwitched(bool takes, int status)
    {
        _client.Server.Switches.IncludeHiddenFoldersAtTop = takes;

        (await _client.GetAsync(Adele, "folders?includeHiddenFolders=true", "beta")).Status.ShouldBe(status);
        (await _client.GetAsync(Adele, "folders/msgfolderroot/childFolders?includeHiddenFolders=true", "beta")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData(true, 200)]
    [InlineData(false, 404)]
    public async Task TakesWellKnownNamesInArchivesAsSwitched(bool takes, int status)
    {
        _client.Server.Switches.AcceptWellKnownNamesInArchives = takes;
        SandboxMailbox archive = _client.Server.Tenant.Archive(SandboxClient.Adele);

        (await _client.GetAsync(archive, "folders/msgfolderroot", "beta")).Status.ShouldBe(status);
        (await _client.GetAsync(Adele, "folders/msgfolderroot", "beta")).Status.ShouldBe(200);
    }
}

using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Graph;

public sealed class SettingsTests : IAsyncLifetime
{
    private const string ArchiveId = "inPlaceArchiveMailboxId";
    private SandboxClient _client = null!;

    public async ValueTask InitializeAsync() => _client = await SandboxClient.StartAsync();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task GivesThePrimaryIdWhenV1IsAsked()
    {
        SandboxAnswer answer = await _client.GetAsync($"v1.0/users/{SandboxClient.Adele}/settings/exchange");

        answer.Root.GetProperty("primaryMailboxId").GetString().ShouldBe(_client.Server.Tenant.Mailbox(SandboxClient.Adele).Id);
        answer.Root.TryGetProperty(ArchiveId, out _).ShouldBeFalse();
        answer.Root.GetProperty("@odata.context").GetString()!.ShouldEndWith("/v1.0/$metadata#users('adele%40contoso.example')/settings/exchange/$entity");
    }

    [Fact]
    public async Task GivesTheArchiveIdWhenBetaIsAsked()
    {
        SandboxUser adele = _client.Server.Tenant.User(SandboxClient.Adele);

        SandboxAnswer answer = await _client.GetAsync($"beta/users/{adele.ObjectId}/settings/exchange");

        answer.Root.GetProperty(ArchiveId).GetString().ShouldBe($"MBX:{adele.ArchiveGuid}@{_client.Server.Tenant.Id}");
    }

    [Fact]
    public async Task GivesTheArchiveIdOnV1WhenSwitchedOn()
    {
        _client.Server.Switches.ReturnArchiveIdOnV1 = true;

        (await _client.GetAsync($"v1.0/users/{SandboxClient.Adele}/settings/exchange")).Root.TryGetProperty(ArchiveId, out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData(false, JsonValueKind.Undefined)]
    [InlineData(true, JsonValueKind.Null)]
    public async Task SaysAsSwitchedWhenThereIsNoArchive(bool returnsNull, JsonValueKind kind)
    {
        _client.Server.Switches.ReturnNullForMissingArchive = returnsNull;

        SandboxAnswer answer = await _client.GetAsync($"beta/users/{SandboxClient.Bruno}/settings/exchange");

        answer.Root.EnumerateObject().FirstOrDefault(static member => member.Name == ArchiveId).Value.ValueKind.ShouldBe(kind);
    }

    [Theory]
    [InlineData("dana@contoso.example", "MailboxNotEnabledForRESTAPI")]
    [InlineData("nobody@contoso.example", "Request_ResourceNotFound")]
    [InlineData("bruno.schmidt@contoso.example", "Request_ResourceNotFound")]
    public async Task RefusesWhenThereIsNoMailbox(string user, string code)
    {
        SandboxAnswer answer = await _client.GetAsync($"v1.0/users/{user}/settings/exchange");

        answer.Status.ShouldBe(404);
        answer.ErrorCode.ShouldBe(code);
    }

    [Fact]
    public async Task RefusesOptionsWhenAnyIsGiven()
        => (await _client.GetAsync($"v1.0/users/{SandboxClient.Adele}/settings/exchange?$select=id")).Status.ShouldBe(400);
}

using System;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Tenant;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Graph;

public sealed class ImportSessionTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private SandboxClient _client = null!;

    private SandboxMailbox Chika => _client.Server.Tenant.Mailbox(SandboxClient.Chika);

    public async ValueTask InitializeAsync() => _client = await SandboxClient.StartAsync(new SandboxOptions { TimeProvider = _clock });

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Theory]
    [InlineData("v1.0", "gv1.0")]
    [InlineData("beta", "gbeta")]
    public async Task GivesAnAddressAtTheImportHostWhenThereIsNoBody(string version, string path)
    {
        SandboxAnswer answer = await _client.SendAsync(new HttpRequestMessage(HttpMethod.Post, _client.MailboxUri(Chika, "createImportSession", version)));

        answer.Status.ShouldBe(200);
        answer.Root.GetProperty("importUrl").GetString()!.ShouldStartWith($"{_client.Server.ImportUri}api/{path}/Mailboxes('{Chika.Id}')/importItem?authtoken=eyJ");
        answer.Root.GetProperty("expirationDateTime").GetString().ShouldBe("2026-05-01T13:00:00.0000000Z");
        answer.Root.GetProperty("@odata.context").GetString()!.ShouldEndWith("#microsoft.graph.mailboxItemImportSession");
    }

    [Theory]
    [InlineData("{}", 200)]
    [InlineData(" { } ", 200)]
    [InlineData("[]", 400)]
    [InlineData("{", 400)]
    [InlineData("""{"folderId":"x"}""", 400)]
    public async Task TakesAnEmptyObjectOnlyWhenThereIsABody(string body, int status)
        => (await _client.PostAsync(Chika, "createImportSession", body)).Status.ShouldBe(status);

    [Fact]
    public async Task RefusesABodyWhenItIsNoJson()
    {
        HttpRequestMessage request = new(HttpMethod.Post, _client.MailboxUri(Chika, "createImportSession")) { Content = new StringContent("{}", Encoding.UTF8, "text/plain") };

        (await _client.SendAsync(request)).Status.ShouldBe(415);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    public async Task AnswersWithTheStatusSwitched(int status)
    {
        _client.Server.Switches.ImportSessionStatus = status;

        (await _client.PostAsync(Chika, "createImportSession", "{}")).Status.ShouldBe(status);
    }

    [Fact]
    public async Task LivesAsLongAsSwitched()
    {
        _client.Server.Switches.ImportSessionLifetime = TimeSpan.FromSeconds(90);

        SandboxAnswer answer = await _client.PostAsync(Chika, "createImportSession", "{}");

        answer.Root.GetProperty("expirationDateTime").GetString().ShouldBe("2026-05-01T12:01:30.0000000Z");
    }
}

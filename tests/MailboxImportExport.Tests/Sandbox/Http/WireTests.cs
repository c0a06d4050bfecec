using System;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Http;

public sealed class WireTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private readonly SandboxClient _client = fixture.Client;

    private SandboxMailbox Adele => _client.Server.Tenant.Mailbox(SandboxClient.Adele);

    [Fact]
    public async Task EchoesTheClientRequestIdWhenOneIsSent()
    {
        HttpRequestMessage request = new(HttpMethod.Get, _client.MailboxUri(Adele, "folders"));
        request.Headers.Add("client-request-id", "3f0c");

        SandboxAnswer answer = await _client.SendAsync(request);

        answer.Headers.GetValues("client-request-id").Single().ShouldBe("3f0c");
        Guid.TryParse(answer.Headers.GetValues("request-id").Single(), out _).ShouldBeTrue();
        answer.Headers.GetValues("x-ms-ags-diagnostic").Single().ShouldContain("\"DataCenter\":\"West Europe\"");
        answer.Headers.Date.ShouldNotBeNull();
    }

    [Fact]
    public async Task NamesTheRequestInTheErrorWhenItRefuses()
    {
        HttpRequestMessage request = new(HttpMethod.Get, _client.MailboxUri(Adele, "folders/inbox/items/x"));
        request.Headers.Add("client-request-id", "4711");

        SandboxAnswer answer = await _client.SendAsync(request);

        JsonElement inner = answer.Root.GetProperty("error").GetProperty("innerError");
        inner.GetProperty("client-request-id").GetString().ShouldBe("4711");
        inner.GetProperty("request-id").GetString().ShouldBe(answer.Headers.GetValues("request-id").Single());
        inner.GetProperty("date").GetString()!.Length.ShouldBe("2026-04-20T12:58:41".Length);
    }

    [Theory]
    [InlineData("/v1.0/admin/exchange/mailboxes/{0}/folders/{1}/items")]
    [InlineData("/v1.0/admin/Exchange/Mailboxes/{0}/folders/{1}/items")]
    [InlineData("/v1.0/admin/exchange/mailboxes/{0}/folders('{1}')/items")]
    [InlineData("/v1.0/admin/exchange/mailboxes('{0}')/folders('{1}')/items")]
    [InlineData("/v1.0/admin/exchange/mailboxes/{2}/folders/{3}/items")]
    [InlineData("/v1.0/admin/exchange/mailboxes/{0}/folders/inbox/items")]
    [InlineData("/v1.0/admin/exchange/mailboxes/{0}/folders/INBOX/items")]
    [InlineData("/v1.0/admin/exchange/mailboxes/{0}/folders('Inbox')/items")]
    public async Task FindsTheFolderWhenThePathIsSpelledInAnyForm(string form)
    {
        string folder = Adele.Folder("Inbox").Id;
        string path = string.Format(
            CultureInfo.InvariantCulture,
            form,
            Adele.Id,
            folder,
            Adele.Id.Replace(":", "%3A", StringComparison.Ordinal).Replace("@", "%40", StringComparison.Ordinal),
            Uri.EscapeDataString(folder));

        SandboxAnswer answer = await _client.GetAsync(path);

        answer.Status.ShouldBe(200, answer.Text);
        answer.Values.Count.ShouldBe(10);
    }

    [Theory]
    [InlineData("GET", "/v2.0/admin/exchange/mailboxes/x/folders", 400)]
    [InlineData("GET", "/v1.0/admin/exchange/mailboxes", 400)]
    [InlineData("GET", "/v1.0/me/messages", 400)]
    [InlineData("DELETE", "/v1.0/admin/exchange/mailboxes/x/exportItems", 405)]
    [InlineData("POST", "/v1.0/admin/exchange/mailboxes/x/folders/inbox/items", 405)]
    public async Task RefusesWhenThePathOrMethodDoesNotExist(string method, string path, int status)
    {
        SandboxAnswer answer = await _client.SendAsync(new HttpRequestMessage(new HttpMethod(method), new Uri(_client.Server.Uri, path)));

        answer.Status.ShouldBe(status);
        answer.ErrorCode.ShouldBe("BadRequest");
    }

    [Theory]
    [InlineData("""{"itemIds":["a"],"more":1}""", "application/json", 400)]
    [InlineData("""{"ItemIds":["a"]}""", "application/json", 400)]
    [InlineData("""{}""", "application/json", 400)]
    [InlineData("""{"itemIds":null}""", "application/json", 400)]
    [InlineData("""{"itemIds":[null]}""", "application/json", 400)]
    [InlineData("""{"itemIds":[1]}""", "application/json", 400)]
    [InlineData("""{"itemIds":["a"],"itemIds":["b"]}""", "application/json", 400)]
    [InlineData("""{"itemIds":["a"]""", "application/json", 400)]
    [InlineData("""{"itemIds":["a"]}""", "text/plain", 415)]
    public async Task RefusesABodyWhenItIsNotExactlyAsDocumented(string body, string type, int status)
    {
        HttpRequestMessage request = new(HttpMethod.Post, _client.MailboxUri(Adele, "exportItems")) { Content = new StringContent(body, Encoding.UTF8, type) };

        (await _client.SendAsync(request)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task LogsWhatCameWhenARequestIsMade()
    {
        HttpRequestMessage request = new(HttpMethod.Post, _client.MailboxUri(Adele, "exportItems"))
        {
            Content = new StringContent("""{"itemIds":["first","second"]}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("client-request-id", "logged");
        int before = _client.Server.Requests.Count(CallKind.ExportItems);

        await _client.SendAsync(request);

        ExportCall call = _client.Server.Requests.ExportCalls.Single(static call => call.Request.ClientRequestId == "logged");
        _client.Server.Requests.Count(CallKind.ExportItems).ShouldBe(before + 1);
        call.ItemIds.ShouldBe(["first", "second"]);
        call.Request.Status.ShouldBe(200);
        call.Request.Method.ShouldBe("POST");
        call.Request.Host.ShouldBe(CallHost.Graph);
        call.Request.Path.ShouldEndWith("/exportItems");
        call.Request.Headers["Authorization"].ShouldBe($"Bearer {_client.Token}");
        call.Request.BodyLength.ShouldBe(30);
        call.Request.Number.ShouldBe(_client.Server.Requests.All.Max(static logged => logged.Number));
    }

    [Fact]
    public async Task LogsTheStatusWhenARequestIsRefused()
    {
        HttpRequestMessage request = new(HttpMethod.Get, _client.MailboxUri(Adele, "folders/inbox/items?$top=x"));
        request.Headers.Add("client-request-id", "refused");

        await _client.SendAsync(request);

        RecordedRequest logged = _client.Server.Requests.All.Single(static logged => logged.ClientRequestId == "refused");
        logged.Status.ShouldBe(400);
        logged.Query.ShouldBe("?$top=x");
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Graph;

public sealed class BatchTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private SandboxClient _client = null!;

    private SandboxMailbox Adele => _client.Server.Tenant.Mailbox(SandboxClient.Adele);

    private SandboxMailbox Chika => _client.Server.Tenant.Mailbox(SandboxClient.Chika);

    public async ValueTask InitializeAsync() => _client = await SandboxClient.StartAsync();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task AnswersEachRequestByItselfWhenSomeFail()
    {
        SandboxAnswer answer = await BatchAsync(
            new { id = "a", method = "GET", url = $"/users/{SandboxClient.Adele}/settings/exchange" },
            new { id = "b", method = "GET", url = "users/nobody@contoso.example/settings/exchange" },
            new { id = "c", method = "GET", url = $"/admin/exchange/mailboxes/{Adele.Id}/folders/inbox/items?$top=2&$select=size" });

        answer.Status.ShouldBe(200);
        JsonElement[] responses = Responses(answer);
        responses.Select(static response => response.GetProperty("id").GetString()).ShouldBe(["a", "b", "c"]);
        responses.Select(Status).ShouldBe([200, 404, 200]);
        responses[0].GetProperty("body").GetProperty("inPlaceArchiveMailboxId").GetString()
            .ShouldBe(_client.Server.Tenant.Archive(SandboxClient.Adele).Id);
        responses[1].GetProperty("body").GetProperty("error").GetProperty("code").GetString().ShouldBe("Request_ResourceNotFound");
        responses[2].GetProperty("body").GetProperty("value").GetArrayLength().ShouldBe(2);
        responses[0].GetProperty("headers").GetProperty("Content-Type").GetString()!.ShouldStartWith("application/json");
    }

    [Fact]
    public async Task SendsBodiesAndDeletesWhenTheyAreAskedFor()
    {
        Dictionary<string, string> json = new() { ["content-type"] = "application/json" };
        SandboxFolder old = Chika.AddFolder("Old");
        string mailbox = $"/admin/exchange/mailboxes/{Chika.Id}";

        SandboxAnswer answer = await BatchAsync(
            new { id = "1", method = "POST", url = $"{mailbox}/folders", headers = json, body = new { displayName = "New", type = "IPF.Note" } },
            new { id = "2", method = "DELETE", url = $"{mailbox}/folders/{old.Id}" });

        Responses(answer).Select(Status).ShouldBe([201, 204]);
        Responses(answer)[1].TryGetProperty("body", out _).ShouldBeFalse();
        Chika.Folder("New").Parent.ShouldBe(Chika.VisibleRoot);
        old.Parent.ShouldBe(Chika.WellKnown("deleteditems"));
    }

    [Fact]
    public async Task RunsInTheOrderOfDependenciesWhenTheyAreGiven()
    {
        string mailbox = $"/admin/exchange/mailboxes/{Chika.Id}";
        Dictionary<string, string> json = new() { ["Content-Type"] = "application/json" };

        SandboxAnswer answer = await BatchAsync(
            new { id = "list", method = "GET", url = $"{mailbox}/folders?$top=100&$filter=displayName eq 'Made'", dependsOn = new[] { "make" } },
            new { id = "make", method = "POST", url = $"{mailbox}/folders", headers = json, body = new { displayName = "Made", type = "IPF.Note" } });

        JsonElement list = Responses(answer).Single(static response => response.GetProperty("id").GetString() == "list");
        list.GetProperty("body").GetProperty("value").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task FailsWhatDependsOnAFailureWhenOneHappens()
    {
        SandboxAnswer answer = await BatchAsync(
            new { id = "1", method = "GET", url = "/users/nobody/settings/exchange" },
            new { id = "2", method = "GET", url = $"/users/{SandboxClient.Adele}/settings/exchange", dependsOn = new[] { "1" } },
            new { id = "3", method = "GET", url = $"/users/{SandboxClient.Adele}/settings/exchange", dependsOn = new[] { "2" } },
            new { id = "4", method = "GET", url = $"/users/{SandboxClient.Adele}/settings/exchange" });

        Responses(answer).Select(Status).ShouldBe([404, 424, 424, 200]);
        _client.Server.Requests.Count(CallKind.GetSettings).ShouldBe(2);
    }

    [Fact]
    public async Task SendsFourAtOnceWhenThereAreMore()
    {
        GateBlock block = _client.Server.Gates.Block(CallKind.GetSettings);
        _client.Server.Gates.HoldFirstUntil(CallKind.GetSettings, calls: 4);

        Task<SandboxAnswer> batch = BatchAsync([.. Enumerable.Range(1, 20).Select(static number =>
            (object)new { id = $"{number}", method = "GET", url = $"/users/{SandboxClient.Adele}/settings/exchange" })]);
        await block.WaitUntilReachedAsync().WaitAsync(Limit);
        _client.Server.Requests.Count(CallKind.GetSettings).ShouldBeLessThanOrEqualTo(4);
        block.Release();

        Responses(await batch.WaitAsync(Limit)).Select(Status).ShouldAllBe(static status => status == 200);
        _client.Server.Requests.Of(CallKind.GetSettings).ShouldAllBe(static request => request.Batch != null);
    }

    [Theory]
    [InlineData(false, "1")]
    [InlineData(true, "2")]
    public async Task AnswersInTheOrderSwitchedOn(bool reverse, string first)
    {
        _client.Server.Switches.ReverseBatchOrder = reverse;

        SandboxAnswer answer = await BatchAsync(
            new { id = "1", method = "GET", url = "/users/x/settings/exchange" },
            new { id = "2", method = "GET", url = "/users/y/settings/exchange" });

        Responses(answer)[0].GetProperty("id").GetString().ShouldBe(first);
    }

    [Theory]
    [InlineData("""{"requests":[]}""", "BadRequest")]
    [InlineData("""{}""", "BadRequest")]
    [InlineData("""{"requests":[{"id":"1","method":"GET"}]}""", "BadRequest")]
    [InlineData("""{"requests":[{"id":"1","method":"GET","url":"https://graph.microsoft.com/v1.0/me"}]}""", "BadRequest")]
    [InlineData("""{"requests":[{"id":"1","method":"POST","url":"/x","body":{}}]}""", "BadRequest")]
    [InlineData("""{"requests":[{"id":"a","method":"GET","url":"/x"},{"id":"A","method":"GET","url":"/y"}]}""", "BadRequest")]
    [InlineData("""{"requests":[{"id":"1","method":"GET","url":"/x","dependsOn":["2"]}]}""", "BadRequest")]
    [InlineData("""{"requests":[{"id":"1","method":"GET","url":"/x","dependsOn":["1"]}]}""", "BadRequest")]
    public async Task RefusesTheWholeBatchWhenItIsMalformed(string body, string code)
    {
        SandboxAnswer answer = await SendAsync(body);

        answer.Status.ShouldBe(400);
        answer.ErrorCode.ShouldBe(code);
    }

    [Fact]
    public async Task RefusesTheWholeBatchWhenItHasMoreThanTwenty()
    {
        SandboxAnswer answer = await BatchAsync([.. Enumerable.Range(1, 21).Select(static number =>
            (object)new { id = $"{number}", method = "GET", url = "/x" })]);

        answer.Status.ShouldBe(400);
        answer.ErrorCode.ShouldBe("MaximumValueExceeded");
    }

    [Fact]
    public async Task AnswersForEachWhenTheVersionOrThePathDoesNotExist()
    {
        SandboxAnswer answer = await BatchAsync(
            new { id = "1", method = "GET", url = "/me/messages" },
            new { id = "2", method = "POST", url = $"/users/{SandboxClient.Adele}/settings/exchange" });

        Responses(answer).Select(Status).ShouldBe([400, 405]);
    }

    [Fact]
    public async Task GivesTheRedirectWithItsAddressWhenAFolderHasMoved()
    {
        SandboxMailbox archive = _client.Server.Tenant.Archive(SandboxClient.Adele);
        SandboxFolder folder = archive.Folder("2019/Invoices");
        SandboxMailbox auxiliary = _client.Server.Tenant.AddAuxiliary(archive);
        folder.Expand(auxiliary);

        string url = $"/admin/exchange/mailboxes/{archive.Id}/folders/{folder.Id}";

        SandboxAnswer answer = await BatchAsync(new { id = "1", method = "GET", url });

        JsonElement response = Responses(answer)[0];
        Status(response).ShouldBe(308);
        response.GetProperty("headers").GetProperty("Location").GetString()!.ShouldContain(auxiliary.Id);
    }

    [Fact]
    public async Task SaysThatTheGatewayHasTimedOutWhenARequestInsideIsCut()
    {
        _client.Server.Gates.CutNext(CallKind.GetSettings);

        SandboxAnswer answer = await BatchAsync(new { id = "1", method = "GET", url = $"/users/{SandboxClient.Adele}/settings/exchange" });

        Status(Responses(answer)[0]).ShouldBe(504);
    }

    [Fact]
    public async Task NeedsATokenWhenABatchIsSent()
    {
        _client.Token = null;

        (await BatchAsync(new { id = "1", method = "GET", url = "/x" })).Status.ShouldBe(401);
    }

    private static JsonElement[] Responses(SandboxAnswer answer) => [.. answer.Root.GetProperty("responses").EnumerateArray()];

    private static int Status(JsonElement response) => response.GetProperty("status").GetInt32();

    private Task<SandboxAnswer> BatchAsync(params object[] requests) => SendAsync(JsonSerializer.Serialize(new { requests }));

    private Task<SandboxAnswer> SendAsync(string body)
        => _client.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(_client.Server.Uri, "beta/$batch"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        });
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Reflection;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using Azure.Core;
using MailboxImportExport.Authentication;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Tests.Authentication;
using MailboxImportExport.Transport;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transport;

public sealed class GraphPipelineTests : IAsyncLifetime
{
    private readonly RecordingLog _log = new();
    private SandboxServer _server = null!;
    private string _token = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);
        _token = _server.IssueToken(_server.BuiltInApplication);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public void HasExactlyTheDocumentedHandlersWhenAClientTalksToGraph()
    {
        using GraphPipeline pipeline = Create();

        Handlers(pipeline.Json).ShouldBe(GraphPipeline.GraphHandlers);
        Handlers(pipeline.Export).ShouldBe(GraphPipeline.GraphHandlers);
    }

    [Fact]
    public void HasNoAuthorizationWhenAClientTalksToTheImportHost()
    {
        using GraphPipeline pipeline = Create();

        Handlers(pipeline.Import).ShouldBe(GraphPipeline.ImportHandlers);
        GraphPipeline.ImportHandlers.ShouldBe(GraphPipeline.GraphHandlers.Where(static h => h.Name != "AuthorizationHandler"));
    }

    [Fact]
    public void FollowsAndKeepsNothingByItselfWhenAnswersCome()
    {
        using GraphPipeline pipeline = Create();
        foreach (HttpClient client in new[] { pipeline.Json, pipeline.Export, pipeline.Import })
        {
            HttpClientHandler last = (HttpClientHandler)Chain(client).Last();

            last.AllowAutoRedirect.ShouldBeFalse();
            last.UseCookies.ShouldBeFalse();
            client.Timeout.ShouldBe(Timeout.InfiniteTimeSpan);
        }
    }

    [Fact]
    public void InflatesOnlySmallAnswers()
    {
        using GraphPipeline pipeline = Create();

        ((HttpClientHandler)Chain(pipeline.Json).Last()).AutomaticDecompression.ShouldNotBe(System.Net.DecompressionMethods.None);
        ((HttpClientHandler)Chain(pipeline.Export).Last()).AutomaticDecompression.ShouldBe(System.Net.DecompressionMethods.None);
        ((HttpClientHandler)Chain(pipeline.Import).Last()).AutomaticDecompression.ShouldBe(System.Net.DecompressionMethods.None);
    }

    [Fact]
    public async Task SendsTokenIdAndNameWhenItTalksToGraph()
    {
        using GraphPipeline pipeline = Create();
        using GraphRequest request = Request(new Uri(_server.Uri, "v1.0/users/adele@contoso.example/settings/exchange"));
        using HttpResponseMessage response = await pipeline.Json.SendAsync(request);

        RecordedRequest seen = _server.Requests.All.ShouldHaveSingleItem();
        seen.Headers["Authorization"].ShouldBe("Bearer " + _token);
        seen.Headers["User-Agent"].ShouldStartWith("NONISV-MailboxImportExport/");
        Guid.TryParse(seen.ClientRequestId, out _).ShouldBeTrue();
    }

    [Fact]
    public async Task SendsNoTokenWhenItTalksToTheImportHost()
    {
        using GraphPipeline pipeline = Create();
        using GraphRequest request = Request(new Uri(_server.ImportUri, "api/gv1.0/Mailboxes('x')/importItem?authtoken=secret"));
        using HttpResponseMessage response = await pipeline.Import.SendAsync(request);

        _server.Requests.All.ShouldHaveSingleItem().Headers.Keys.ShouldNotContain("Authorization");
    }

    [Fact]
    public async Task StopsARequestWhenItCarriesATokenToTheImportHost()
    {
        using GraphPipeline pipeline = Create();
        using GraphRequest request = Request(new Uri(_server.ImportUri, "api/gv1.0/Mailboxes('x')/importItem"));
        request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", _token);

        await ShouldBeStoppedAsync(() => pipeline.Import.SendAsync(request));
    }

    [Theory]
    [InlineData("https://graph.evil.example/v1.0/users")]
    [InlineData("https://127.0.0.1.evil.example/v1.0/users")]
    [InlineData("http://127.0.0.1/v1.0/users")]
    public async Task StopsARequestWhenItIsForAnotherHost(string address)
    {
        using GraphPipeline pipeline = Create();
        foreach (HttpClient client in new[] { pipeline.Json, pipeline.Export, pipeline.Import })
        {
            using GraphRequest request = Request(new Uri(address));

            await ShouldBeStoppedAsync(() => client.SendAsync(request));
        }
    }

    [Fact]
    public async Task AsksForNoTokenWhenARequestIsForAnotherHost()
    {
        using GraphPipeline pipeline = Create();
        using GraphRequest request = Request(new Uri("https://graph.evil.example/v1.0/users"));

        await Should.ThrowAsync<MailboxImportExportException>(() => pipeline.Json.SendAsync(request));

        request.Headers.Authorization.ShouldBeNull();
    }

    [Fact]
    public async Task HandsARedirectBackWhenTheServiceGivesOne()
    {
        using GraphPipeline pipeline = Create();
        new ScriptedAnswer(308, "{}", ("Location", new Uri(_server.Uri, "beta/elsewhere").AbsoluteUri)).To(_server.Gates, CallKind.GetSettings);
        using GraphRequest request = Request(new Uri(_server.Uri, "v1.0/users/adele@contoso.example/settings/exchange"));

        using HttpResponseMessage response = await pipeline.Json.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(308);
        _server.Requests.All.Count.ShouldBe(1);
    }

    [Fact]
    public async Task LogsNeitherQueryNorTokenWhenItTalksToGraph()
    {
        using GraphPipeline pipeline = Create();
        using GraphRequest request = Request(new Uri(_server.Uri, "v1.0/users/adele@contoso.example/settings/exchange?$select=secret"));
        using HttpResponseMessage response = await pipeline.Json.SendAsync(request);

        string line = _log.DebugLines.ShouldHaveSingleItem();
        line.ShouldStartWith($"GET {_server.Uri.GetLeftPart(UriPartial.Authority)}/v1.0/users/adele@contoso.example/settings/exchange -> ");
        line.ShouldContain("client-request-id " + _server.Requests.All[0].ClientRequestId);
        line.ShouldContain("request-id " + _server.Requests.All[0].RequestId);
        line.ShouldNotContain("secret");
        line.ShouldNotContain(_token);
    }

    [Theory]
    [InlineData("api/gv1.0/Mailboxes('MBX:1')/importItem?authtoken=secret")]
    [InlineData("api/another/secret/path?authtoken=secret")]
    public async Task LogsOnlyTheHostWhenItTalksToTheImportHost(string path)
    {
        using GraphPipeline pipeline = Create();
        using GraphRequest request = Request(new Uri(_server.ImportUri, path));
        using HttpResponseMessage response = await pipeline.Import.SendAsync(request);

        string line = _log.DebugLines.ShouldHaveSingleItem();
        line.ShouldStartWith($"GET {_server.ImportUri.GetLeftPart(UriPartial.Authority)}/(import link) -> ");
        line.ShouldNotContain("secret");
        line.ShouldNotContain("MBX");
    }

    [Fact]
    public async Task LogsTheKindOfFailureWhenNoAnswerComes()
    {
        using GraphPipeline pipeline = Create();
        _server.Gates.CutNext(CallKind.GetSettings);
        using GraphRequest request = Request(new Uri(_server.Uri, "v1.0/users/adele@contoso.example/settings/exchange"));

        await Should.ThrowAsync<HttpRequestException>(() => pipeline.Json.SendAsync(request));

        _log.DebugLines.ShouldHaveSingleItem().ShouldContain("-> HttpRequestException");
    }

    [Fact]
    public async Task RefusesTheCertificateOfASandboxWhenTheConnectionIsANormalOne()
    {
        Cloud normal = Cloud.Global with { GraphEndpoint = _server.Uri, ImportHosts = [_server.Uri.Host] };

        await ShouldRefuseCertificateAsync(normal);
    }

    [Fact]
    public async Task RefusesAnotherCertificateWhenTheConnectionIsPinned()
        => await ShouldRefuseCertificateAsync(ConnectedSandbox.CloudOf(_server) with { PinnedCertificate = new string('A', 64) });

    private static IEnumerable<HttpMessageHandler> Chain(HttpClient client)
    {
        FieldInfo field = typeof(HttpMessageInvoker).GetField("_handler", BindingFlags.Instance | BindingFlags.NonPublic)!;
        for (HttpMessageHandler? handler = (HttpMessageHandler?)field.GetValue(client); handler is not null; handler = (handler as DelegatingHandler)?.InnerHandler)
        {
            yield return handler;
        }
    }

    private static List<Type> Handlers(HttpClient client) => [.. Chain(client).Select(static h => h.GetType())];

    private async Task ShouldBeStoppedAsync(Func<Task> send)
    {
        (await Should.ThrowAsync<MailboxImportExportException>(send)).Kind.ShouldBe(FailureKind.HostNotAllowed);
        _server.Requests.All.ShouldBeEmpty();
    }

    private async Task ShouldRefuseCertificateAsync(Cloud cloud)
    {
        using GraphPipeline pipeline = Create(cloud);
        foreach ((HttpClient client, Uri host) in new[] { (pipeline.Json, _server.Uri), (pipeline.Export, _server.Uri), (pipeline.Import, _server.ImportUri) })
        {
            using GraphRequest request = Request(host);

            HttpRequestException thrown = await Should.ThrowAsync<HttpRequestException>(() => client.SendAsync(request));
            thrown.InnerException.ShouldBeOfType<AuthenticationException>();
        }

        _server.Requests.All.ShouldBeEmpty();
    }

    private GraphRequest Request(Uri uri) => new(HttpMethod.Get, uri, _log);

    private GraphPipeline Create(Cloud? cloud = null)
    {
        Cloud used = cloud ?? ConnectedSandbox.CloudOf(_server);
        StubSignIn signIn = new((_, _) => Task.FromResult(new AccessToken(_token, DateTimeOffset.UtcNow.AddHours(1))));
        SingleFlightCredential credential = new(signIn, new CredentialContext(used, TimeProvider.System, ProxySettings.System));
        return GraphPipeline.Create(used, credential, TimeProvider.System, ProxySettings.System);
    }
}

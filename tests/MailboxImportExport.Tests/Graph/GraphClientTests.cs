using System;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Azure.Core;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Tests.Authentication;
using MailboxImportExport.Transport;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Graph;

public sealed class GraphClientTests : IAsyncLifetime
{
    private const int MostAttempts = 8;

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly SkippingTime _time = new();
    private ConnectedSandbox _sandbox = null!;

    public async ValueTask InitializeAsync() => _sandbox = await ConnectedSandbox.StartAsync(
        _time,
        apiVersion: "v1.0",
        new TransportOptions { MostAttempts = MostAttempts, AnswerTimeout = TimeSpan.FromDays(2), IdleTimeout = TimeSpan.FromDays(2) });

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task WaitsAsLongAsTheServiceAsksWhenItIsThrottled()
    {
        ScriptedAnswer.Graph(429, "ApplicationThrottled", ("Retry-After", "17")).To(_sandbox.Gates, CallKind.GetSettings);

        (await SettingsAsync()).PrimaryMailboxId.ShouldBe(_sandbox.Mailbox(ConnectedSandbox.Adele).Id);

        _time.Waits.ShouldHaveSingleItem().ShouldBe(TimeSpan.FromSeconds(17));
    }

    [Fact]
    public async Task SaysWhoRefusedAndUnderWhichIdsWhenThrottlingDoesNotEnd()
    {
        ScriptedAnswer.Graph(429, "ApplicationThrottled").To(_sandbox.Gates, CallKind.GetSettings, times: MostAttempts);

        MailboxServiceException thrown = await Should.ThrowAsync<MailboxServiceException>(SettingsAsync);

        RecordedRequest last = _sandbox.Requests.All[^1];
        thrown.Kind.ShouldBe(FailureKind.ServiceThrottled);
        thrown.StatusCode.ShouldBe(429);
        thrown.ServiceCode.ShouldBe("ApplicationThrottled");
        thrown.RequestId.ShouldBe(last.RequestId);
        thrown.ClientRequestId.ShouldBe(last.ClientRequestId);
        thrown.Message.ShouldContain(last.RequestId);
        _sandbox.Requests.All.Select(static r => r.ClientRequestId).Distinct().Count().ShouldBe(MostAttempts);
    }

    [Fact]
    public async Task AsksAgainWhenTheAnswerIsLost()
    {
        _sandbox.Gates.CutNext(CallKind.GetSettings, GatePoint.Answer);

        (await SettingsAsync()).PrimaryMailboxId.ShouldNotBeNull();

        _sandbox.Requests.Count(CallKind.GetSettings).ShouldBe(2);
    }

    [Theory]
    [InlineData(200, 0)]
    [InlineData(429, 17)]
    public async Task AsksAgainWhenTheAnswerIsSaidToBeCompressedAndIsNot(int status, int pause)
    {
        new ScriptedAnswer(status, "{ \"primaryMailboxId\": \"x\" }", ("Content-Encoding", "gzip"), ("Retry-After", "17")).To(_sandbox.Gates, CallKind.GetSettings);

        (await SettingsAsync()).PrimaryMailboxId.ShouldBe(_sandbox.Mailbox(ConnectedSandbox.Adele).Id);

        _sandbox.Requests.Count(CallKind.GetSettings).ShouldBe(2);
        _time.Waits.Max().TotalSeconds.ShouldBe(pause, tolerance: 1);
    }

    [Fact]
    public async Task AsksAgainWhenTheAnswerIsNotTheDocumentedOne()
    {
        new ScriptedAnswer(200, "{\"primaryMailboxId\":{}}").To(_sandbox.Gates, CallKind.GetSettings);

        (await SettingsAsync()).PrimaryMailboxId.ShouldNotBeNull();
    }

    [Fact]
    public async Task GivesUpWhenTheAnswerStaysInvalid()
    {
        new ScriptedAnswer(200, "{\"primaryMailboxId\":{}}").To(_sandbox.Gates, CallKind.GetSettings, times: 8);

        (await Should.ThrowAsync<MailboxImportExportException>(SettingsAsync)).Kind.ShouldBe(FailureKind.ServiceAnswerInvalid);
    }

    [Fact]
    public async Task SaysThatTheServiceIsUnreachableWhenNobodyListens()
    {
        await _sandbox.Server.DisposeAsync();

        MailboxImportExportException thrown = await Should.ThrowAsync<MailboxImportExportException>(SettingsAsync);

        thrown.Kind.ShouldBe(FailureKind.ServiceUnreachable);
        thrown.Target.ShouldBe("127.0.0.1");
    }

    [Fact]
    public async Task SaysThatTheServiceGaveNoAnswerWhenTheLineBreaksAgainAndAgain()
    {
        for (int i = 0; i < MostAttempts; i++)
        {
            _sandbox.Gates.CutNext(CallKind.GetSettings);
        }

        MailboxImportExportException thrown = await Should.ThrowAsync<MailboxImportExportException>(SettingsAsync);

        thrown.Kind.ShouldBe(FailureKind.ServiceUnavailable);
        thrown.Message.ShouldStartWith("The service gave no answer while testing: ");
        _sandbox.Requests.Count(CallKind.GetSettings).ShouldBe(MostAttempts);
    }

    [Fact]
    public async Task SaysThatTheServiceGaveNoAnswerWhenNoneBegins()
    {
        await using ConnectedSandbox hasty = await ConnectedSandbox.StartAsync(_time, transport: new TransportOptions { MostAttempts = 2, AnswerTimeout = TimeSpan.FromMinutes(1) });
        GateBlock block = hasty.Gates.Block(CallKind.GetSettings);

        MailboxImportExportException thrown = await Should.ThrowAsync<MailboxImportExportException>(() => hasty.Connection.Client.SendAsync(
            new GraphCall { Address = GraphAddress.Settings(ConnectedSandbox.Adele), Doing = "testing" },
            GraphJson.Default.ExchangeSettingsJson,
            hasty.Log,
            CancellationToken.None).WaitAsync(Guard));

        thrown.Kind.ShouldBe(FailureKind.ServiceUnavailable);
        thrown.Message.ShouldContain("did not answer within 60 seconds");
        block.Release();
    }

    [Theory]
    [InlineData("https://127.0.0.1.evil.example/beta/users")]
    [InlineData("https://evil.example/beta/users")]
    [InlineData("https://127.0.0.1:1/beta/users")]
    [InlineData("http://127.0.0.1/beta/users")]
    [InlineData("file:///etc/passwd")]
    [InlineData("://")]
    [InlineData("HTTPS://evil.example/beta/users")]
    public async Task FollowsNoLinkWhenItLeadsElsewhere(string link)
    {
        MailboxImportExportException thrown = await Should.ThrowAsync<MailboxImportExportException>(() => SettingsAsync(link));

        thrown.Kind.ShouldBe(FailureKind.LinkNotAllowed);
        _sandbox.Requests.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    public async Task TurnsToBetaOnceAndForAllWhenAMailboxProvesToBeAnArchive(int status)
    {
        _sandbox.Switches.ArchiveOnV1Status = status;
        string archive = _sandbox.Server.Tenant.Archive(ConnectedSandbox.Adele).Id;

        await FoldersAsync(archive);
        await FoldersAsync(archive);

        _sandbox.Requests.Of(CallKind.ListFolders).Select(static r => r.Path.Split('/')[1]).ShouldBe(["v1.0", "beta", "beta"]);
    }

    [Fact]
    public async Task TurnsToBetaInEveryLaneWhenSeveralLearnAtOnceThatAMailboxIsAnArchive()
    {
        string archive = _sandbox.Server.Tenant.Archive(ConnectedSandbox.Adele).Id;
        _sandbox.Gates.HoldFirstUntil(CallKind.ListFolders, 3);

        await Task.WhenAll(FoldersAsync(archive), FoldersAsync(archive), FoldersAsync(archive)).WaitAsync(Guard);

        _sandbox.Requests.Of(CallKind.ListFolders).Count(static r => r.Path.StartsWith("/v1.0/", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact]
    public async Task TakesAFreshTokenAndTurnsToBetaWhenBothAreWanted()
    {
        await using ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync(
            apiVersion: "v1.0",
            signIn: static server => new StubSignIn((_, _) => Task.FromResult(new AccessToken(server.IssueToken(server.BuiltInApplication), DateTimeOffset.UtcNow.AddHours(1)))));
        string archive = sandbox.Server.Tenant.Archive(ConnectedSandbox.Adele).Id;
        ScriptedAnswer.Graph(401, "InvalidAuthenticationToken").To(sandbox.Gates, CallKind.ListFolders);

        await FoldersAsync(archive, sandbox);

        sandbox.Requests.Of(CallKind.ListFolders).Select(static r => r.Status).ShouldBe([401, 403, 200]);
    }

    [Fact]
    public async Task IsRefusedWhenBetaDoesNotServeTheArchiveEither()
    {
        string archive = _sandbox.Server.Tenant.Archive(ConnectedSandbox.Adele).Id;
        new ScriptedAnswer(403, """{ "error": { "code": "ErrorAccessDenied", "message": "Operation on Archive mailbox not allowed." } }""").To(_sandbox.Gates, CallKind.ListFolders, times: 2);

        (await Should.ThrowAsync<MailboxServiceException>(() => FoldersAsync(archive))).Kind.ShouldBe(FailureKind.MailboxRefused);

        _sandbox.Requests.Of(CallKind.ListFolders).Select(static r => r.Path.Split('/')[1]).ShouldBe(["v1.0", "beta"]);
    }

    [Fact]
    public async Task StaysWithTheVersionWhenAMailboxIsNoArchive()
    {
        await FoldersAsync(_sandbox.Mailbox(ConnectedSandbox.Adele).Id);

        _sandbox.Requests.Of(CallKind.ListFolders).ShouldHaveSingleItem().Path.ShouldStartWith("/v1.0/");
    }

    [Fact]
    public async Task SaysThatTheConnectionWasClosedWhenThatHappensDuringACall()
    {
        GateBlock block = _sandbox.Gates.Block(CallKind.GetSettings);
        Task<ExchangeSettingsJson> call = SettingsAsync();
        await block.WaitUntilReachedAsync().WaitAsync(Guard);

        _sandbox.Disconnect();

        (await Should.ThrowAsync<MailboxImportExportException>(() => call.WaitAsync(Guard))).Kind.ShouldBe(FailureKind.NotConnected);
        block.Release();
    }

    [Fact]
    public async Task SaysThatTheConnectionWasClosedWhenItWasBefore()
    {
        _sandbox.Disconnect();

        (await Should.ThrowAsync<MailboxImportExportException>(SettingsAsync)).Kind.ShouldBe(FailureKind.NotConnected);
        _sandbox.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task EndsAtOnceWhenItIsCancelledDuringACall()
    {
        using CancellationTokenSource cancel = new();
        GateBlock block = _sandbox.Gates.Block(CallKind.GetSettings);
        Task<ExchangeSettingsJson> call = SettingsAsync(GraphAddress.Settings(ConnectedSandbox.Adele), cancel.Token);
        await block.WaitUntilReachedAsync().WaitAsync(Guard);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call.WaitAsync(Guard));
        block.Release();
        _sandbox.Requests.Count(CallKind.GetSettings).ShouldBe(1);
    }

    [Fact]
    public async Task SendsTheBodyAgainWhenACallIsRepeated()
    {
        ScriptedAnswer.Graph(503, "ErrorServerBusy").To(_sandbox.Gates, CallKind.CreateImportSession);
        string mailbox = _sandbox.Mailbox(ConnectedSandbox.Chika).Id;
        GraphCall call = new()
        {
            Method = HttpMethod.Post,
            Address = GraphAddress.CreateImportSession(mailbox),
            MailboxId = mailbox,
            MakeBody = static () => Encoding.UTF8.GetBytes("{}"),
            Doing = "testing",
        };

        await _sandbox.Connection.Client.SendAsync(call, GraphJson.Default.ImportSessionJson, _sandbox.Log, CancellationToken.None);

        _sandbox.Requests.Of(CallKind.CreateImportSession).Select(static r => r.Status).ShouldBe([503, 200]);
    }

    private Task<ExchangeSettingsJson> SettingsAsync() => SettingsAsync(GraphAddress.Settings(ConnectedSandbox.Adele));

    private Task<ExchangeSettingsJson> SettingsAsync(string address, CancellationToken cancellationToken = default) => _sandbox.Connection.Client.SendAsync(
        new GraphCall { Address = address, Doing = "testing" },
        GraphJson.Default.ExchangeSettingsJson,
        _sandbox.Log,
        cancellationToken);

    private Task<PageJson<FolderJson>> FoldersAsync(string mailboxId, ConnectedSandbox? sandbox = null) => (sandbox ?? _sandbox).Connection.Client.SendAsync(
        new GraphCall { Address = GraphAddress.Folders(mailboxId), MailboxId = mailboxId, Doing = "testing" },
        GraphJson.Default.PageJsonFolderJson,
        _sandbox.Log,
        CancellationToken.None);
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Sandbox.Throttling;
using MailboxImportExport.Tests.Sandbox.Streams;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Throttling;

public sealed class ServiceLimitsTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly List<GateBlock> _blocks = [];
    private SandboxClient _client = null!;

    private SandboxMailbox Adele => _client.Server.Tenant.Mailbox(SandboxClient.Adele);

    private SandboxMailbox Bruno => _client.Server.Tenant.Mailbox(SandboxClient.Bruno);

    private SandboxMailbox Chika => _client.Server.Tenant.Mailbox(SandboxClient.Chika);

    private ServiceLimits Limits => _client.Server.Limits;

    private SandboxSwitches Switches => _client.Server.Switches;

    public async ValueTask InitializeAsync() => _client = await SandboxClient.StartAsync(new SandboxOptions { TimeProvider = _clock });

    public ValueTask DisposeAsync()
    {
        _blocks.ForEach(static block => block.Release());
        return _client.DisposeAsync();
    }

    [Fact]
    public async Task RefusesTheFifthCallWhenFourAreRunning()
    {
        Task<SandboxAnswer>[] running = await RunFourAsync();

        SandboxAnswer fifth = await _client.GetAsync(Adele, "folders/inbox/childFolders").WaitAsync(Limit);

        fifth.Status.ShouldBe(429);
        fifth.ErrorCode.ShouldBe("ApplicationThrottled");
        fifth.Text.ShouldContain("Application is over its MailboxConcurrency limit.");
        RetryAfter(fifth).ShouldBe("1");
        Limits.Refused(LimitKind.Concurrency).ShouldBe(1);
        Limits.MostAtOnce.ShouldBe(4);
        _blocks.ForEach(static block => block.Release());
        (await Task.WhenAll(running).WaitAsync(Limit)).ShouldAllBe(static answer => answer.Status == 200);
        (await _client.GetAsync(Adele, "folders/inbox/childFolders")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task LetsTheNextCallInWhenTheAnswerToTheOneBeforeHasCome()
    {
        Limits.ConcurrentCalls = 1;
        SandboxItem kept = Adele.Folder("Inbox").Items[0];

        foreach (SandboxItem item in Adele.AddItems(Adele.Folder("Inbox"), 40))
        {
            (await _client.DeleteAsync(Adele, $"folders/inbox/items/{item.Id}?disposalType=softDelete")).Status.ShouldBe(204);
            (await _client.ExportAsync(Adele, kept.Id)).Status.ShouldBe(200);
            (await _client.GetAsync(Adele, "folders/inbox")).Status.ShouldBe(200);
        }
    }

    [Theory]
    [InlineData(false, 200)]
    [InlineData(true, 429)]
    public async Task CountsMailboxesByThemselvesOrTogetherAsSwitched(bool together, int status)
    {
        Switches.LimitsSpanMailboxes = together;
        Limits.Requests = new RateLimit(1, TimeSpan.FromMinutes(10));
        await _client.GetAsync(Adele, "folders/inbox");

        (await _client.GetAsync(Adele, "folders/inbox")).Status.ShouldBe(429);
        (await _client.GetAsync(Bruno, "folders/inbox")).Status.ShouldBe(status);
    }

    [Fact]
    public async Task CountsApplicationsByThemselvesWhenTheyCallTheSameMailbox()
    {
        Limits.Requests = new RateLimit(1, TimeSpan.FromMinutes(10));
        await _client.GetAsync(Adele, "folders/inbox");
        ManagedIdentity other = _client.Server.Tenant.ManagedIdentities[0];

        _client.Token = _client.Server.IssueToken(other, roles: ["MailboxFolder.Read.All"]);

        (await _client.GetAsync(Adele, "folders/inbox")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task LetsCallsInAgainWhenTheFirstOnesAreLongEnoughAgo()
    {
        Limits.Requests = new RateLimit(2, TimeSpan.FromMinutes(10));
        await _client.GetAsync(Adele, "folders/inbox");
        _clock.Advance(TimeSpan.FromMinutes(4));
        await _client.GetAsync(Adele, "folders/inbox");

        _clock.Advance(TimeSpan.FromMinutes(6));

        (await _client.GetAsync(Adele, "folders/inbox")).Status.ShouldBe(200);
        (await _client.GetAsync(Adele, "folders/inbox")).Text.ShouldContain("Application is over its RequestCount limit.");
    }

    [Fact]
    public async Task RefusesLongerWhenARefusedCallerGoesOnAsking()
    {
        Limits.Requests = new RateLimit(1, TimeSpan.FromMinutes(10));
        await _client.GetAsync(Adele, "folders/inbox");
        _clock.Advance(TimeSpan.FromMinutes(5));
        RetryAfter(await _client.GetAsync(Adele, "folders/inbox")).ShouldBe("300");
        _clock.Advance(TimeSpan.FromMinutes(5));

        RetryAfter(await _client.GetAsync(Adele, "folders/inbox")).ShouldBe("300");
        Limits.Refused(LimitKind.Requests).ShouldBe(2);
    }

    [Theory]
    [InlineData((int)RetryAfterForm.Seconds, "600")]
    [InlineData((int)RetryAfterForm.Date, "Fri, 01 May 2026 12:10:00 GMT")]
    [InlineData((int)RetryAfterForm.Absent, null)]
    public async Task TellsWhenToComeBackAsSwitched(int form, string? expected)
    {
        Switches.RetryAfterForm = (RetryAfterForm)form;
        Limits.Requests = new RateLimit(1, TimeSpan.FromMinutes(10));
        await _client.GetAsync(Adele, "folders/inbox");

        RetryAfter(await _client.GetAsync(Adele, "folders/inbox")).ShouldBe(expected);
    }

    [Theory]
    [InlineData(false, null, false, 200)]
    [InlineData(true, "300", true, 429)]
    public async Task RefusesUploadsWhenTooManyBytesHaveCome(bool says, string? retryAfter, bool refusesReading, int reading)
    {
        Switches.UploadLimitRefusesReading = refusesReading;
        Switches.UploadLimitSaysRetryAfter = says;
        Limits.UploadBytes = new RateLimit(1000, TimeSpan.FromMinutes(5));
        string session = await _client.CreateSessionAsync(Chika);
        (await ImportAsync(session)).Status.ShouldBe(200);

        SandboxAnswer refused = await ImportAsync(session);
        SandboxAnswer listing = await _client.GetAsync(Chika, "folders/inbox");
        _clock.Advance(TimeSpan.FromMinutes(5));

        refused.Status.ShouldBe(429);
        refused.Root.GetProperty("Message").GetString().ShouldBe("Application is over its IncomingBytes limit.");
        RetryAfter(refused).ShouldBe(retryAfter);
        listing.Status.ShouldBe(reading);
        (await ImportAsync(session)).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData(false, "Message")]
    [InlineData(true, "error")]
    public async Task ShapesTheRefusalOfAnImportAsSwitched(bool likeGraph, string member)
    {
        Switches.ThrottledImportsLookLikeGraph = likeGraph;
        string session = await _client.CreateSessionAsync(Chika);
        Limits.Requests = new RateLimit(1, TimeSpan.FromMinutes(10));

        (await ImportAsync(session)).Root.TryGetProperty(member, out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData(false, 200)]
    [InlineData(true, 429)]
    public async Task TakesMegabytesForTheLargerOrTheSmallerOnesAsSwitched(bool isDecimal, int status)
    {
        Switches.UploadLimitIsDecimal = isDecimal;
        string session = await _client.CreateSessionAsync(Chika);
        await ImportAsync(session);
        long sent = _client.Server.Requests.Of(CallKind.ImportItem).Single().BodyLength;

        // What was sent is within the limit with the larger ones, and uses it up with the smaller ones.
        Limits.UploadBytes = new RateLimit(sent + 1, TimeSpan.FromMinutes(5));
        (await ImportAsync(session)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task CountsAllMailboxesBesidesWhenTheyShareALimit()
    {
        Limits.Requests = new RateLimit(2, TimeSpan.FromMinutes(10));
        Limits.SharedTimes = 2;

        int[] adele = [await StatusAsync(Adele), await StatusAsync(Adele), await StatusAsync(Adele)];
        int[] bruno = [await StatusAsync(Bruno), await StatusAsync(Bruno)];

        adele.ShouldBe([200, 200, 429]);

        // The third of hers has been counted: of the four for all there was one left.
        bruno.ShouldBe([200, 429]);
        Limits.Refused(LimitKind.Requests).ShouldBe(2);
        Limits.MostAtOnceTogether.ShouldBe(1);

        async Task<int> StatusAsync(SandboxMailbox mailbox) => (await _client.GetAsync(mailbox, "folders/inbox")).Status;
    }

    [Fact]
    public async Task CountsCallsAtOnceOfAllMailboxesWhenTheyShareALimit()
    {
        Limits.ConcurrentCalls = 1;
        Limits.SharedTimes = 2;
        GateBlock block = _client.Server.Gates.Block(CallKind.GetFolder, GatePoint.Answer);
        _blocks.Add(block);
        Task<SandboxAnswer> first = _client.GetAsync(Adele, "folders/inbox");
        await block.WaitUntilReachedAsync().WaitAsync(Limit);
        GateBlock next = _client.Server.Gates.Block(CallKind.ListItems, GatePoint.Answer);
        _blocks.Add(next);
        Task<SandboxAnswer> second = _client.GetAsync(Bruno, "folders/inbox/items");
        await next.WaitUntilReachedAsync().WaitAsync(Limit);

        (await _client.GetAsync(Chika, "folders").WaitAsync(Limit)).Status.ShouldBe(429);

        _blocks.ForEach(static held => held.Release());
        await Task.WhenAll(first, second).WaitAsync(Limit);
        (await _client.GetAsync(Chika, "folders")).Status.ShouldBe(200);
        Limits.MostAtOnce.ShouldBe(1);
        Limits.MostAtOnceTogether.ShouldBe(2);
    }

    [Fact]
    public async Task CountsTheCallsOfABatchWhenTheyComeTogether()
    {
        Limits.Requests = new RateLimit(1, TimeSpan.FromMinutes(10));
        string url = $"/admin/exchange/mailboxes/{Adele.Id}/folders/inbox";
        object[] requests = [new { id = "1", method = "GET", url }, new { id = "2", method = "GET", url }];
        string body = JsonSerializer.Serialize(new { requests });

        SandboxAnswer answer = await _client.SendAsync(new HttpRequestMessage(
            HttpMethod.Post, new Uri(_client.Server.Uri, "v1.0/$batch"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        });

        JsonElement[] answers = [.. answer.Root.GetProperty("responses").EnumerateArray()];
        answer.Status.ShouldBe(200);
        answers.Select(static one => one.GetProperty("status").GetInt32()).ShouldBe([200, 429], ignoreOrder: true);
        answers.Single(static one => one.GetProperty("status").GetInt32() == 429)
            .GetProperty("headers").GetProperty("Retry-After").GetString().ShouldBe("600");
    }

    [Fact]
    public async Task RefusesNothingButCountsWhenTheLimitsAreNotEnforced()
    {
        Limits.AreEnforced = false;
        Limits.Requests = new RateLimit(1, TimeSpan.FromMinutes(10));

        await _client.GetAsync(Adele, "folders/inbox");

        (await _client.GetAsync(Adele, "folders/inbox")).Status.ShouldBe(200);
        Limits.MostAtOnce.ShouldBe(1);
    }

    [Fact]
    public void AreSmallerWhenTheyAreDivided()
    {
        Limits.Divide(time: 60, amount: 1000);

        Limits.Requests.ShouldBe(new RateLimit(10, TimeSpan.FromSeconds(10)));
        Limits.UploadBytes.ShouldBe(new RateLimit(157_286, TimeSpan.FromSeconds(5)));
    }

    private static string? RetryAfter(SandboxAnswer answer)
        => answer.Headers.TryGetValues("Retry-After", out IEnumerable<string>? values) ? values.Single() : null;

    /// <summary>Holds four calls before their answers, each at a gate of its own, so that it is known that they run.</summary>
    private async Task<Task<SandboxAnswer>[]> RunFourAsync()
    {
        (CallKind Kind, string Path)[] calls =
        [
            (CallKind.ListFolders, "folders"),
            (CallKind.GetFolder, "folders/inbox"),
            (CallKind.ListItems, "folders/inbox/items"),
            (CallKind.ItemDelta, "folders/inbox/items/delta"),
        ];
        List<Task<SandboxAnswer>> running = [];
        foreach ((CallKind kind, string path) in calls)
        {
            GateBlock block = _client.Server.Gates.Block(kind, GatePoint.Answer);
            _blocks.Add(block);
            running.Add(_client.GetAsync(Adele, path));
            await block.WaitUntilReachedAsync().WaitAsync(Limit);
        }

        return [.. running];
    }

    private Task<SandboxAnswer> ImportAsync(string session) => _client.ImportAsync(session, new
    {
        FolderId = Chika.Folder("Inbox").Id,
        Mode = "create",
        Data = Convert.ToBase64String(TestMessage.Write(TestMessage.Plain("x", 2000))),
    });
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
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

namespace MailboxImportExport.Tests.Sandbox.Http;

public sealed class FaultsTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private SandboxClient _client = null!;

    public static TheoryData<int> Kinds => [.. FaultKinds.All.Select(static kind => (int)kind)];

    private SandboxMailbox Adele => _client.Server.Tenant.Mailbox(SandboxClient.Adele);

    private SandboxMailbox Chika => _client.Server.Tenant.Mailbox(SandboxClient.Chika);

    private SandboxMailbox Archive => _client.Server.Tenant.Archive(SandboxClient.Adele);

    private Faults Faults => _client.Server.Faults;

    public async ValueTask InitializeAsync() => _client = await SandboxClient.StartAsync(new SandboxOptions { TimeProvider = _clock });

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task HappensOnceWhenItIsOrderedOnce(int kind)
    {
        FaultKind fault = (FaultKind)kind;
        bool isOfImports = fault is FaultKind.UploadThrottled or FaultKind.SessionExpired or FaultKind.SessionRefused or FaultKind.SessionMoved;
        _client.Server.Tenant.AddAuxiliary(Archive);
        string session = await _client.CreateSessionAsync(Archive, "beta");
        Faults.StallTime = TimeSpan.Zero;
        Faults.OnNext(isOfImports ? CallKind.ImportItem : CallKind.ExportItems, fault);

        for (int repeat = 0; repeat < 2; repeat++)
        {
            await TryAsync(() => isOfImports ? ImportAsync(session, Archive) : _client.ExportAsync(Adele, Adele.Folder("Inbox").Items[0].Id, "no id"));
        }

        Faults.Count(fault).ShouldBe(1);
        Faults.Count(fault, isOfImports ? CallKind.ImportItem : CallKind.ExportItems).ShouldBe(1);
        Faults.Count(fault, CallKind.ListItems).ShouldBe(0);
        Faults.Total.ShouldBe(1);
    }

    [Theory]
    [InlineData((int)FaultKind.Throttled, "7")]
    [InlineData((int)FaultKind.ThrottledUntilDate, "Fri, 01 May 2026 12:00:07 GMT")]
    [InlineData((int)FaultKind.ThrottledWithoutTime, null)]
    public async Task TellsWhenToComeBackWhenCallersAreThrottled(int kind, string? retryAfter)
    {
        Faults.Pause = TimeSpan.FromSeconds(7);
        Faults.OnNext(CallKind.GetFolder, (FaultKind)kind);

        SandboxAnswer answer = await _client.GetAsync(Adele, "folders/inbox");

        answer.Status.ShouldBe(429);
        answer.ErrorCode.ShouldBe("ApplicationThrottled");
        (answer.Headers.TryGetValues("Retry-After", out IEnumerable<string>? values) ? values.Single() : null).ShouldBe(retryAfter);
    }

    [Theory]
    [InlineData((int)FaultKind.Unavailable, 503)]
    [InlineData((int)FaultKind.GatewayTimeout, 504)]
    public async Task SaysNothingWhenTheServiceIsNotReached(int kind, int status)
    {
        Faults.OnNext(CallKind.GetFolder, (FaultKind)kind);

        SandboxAnswer answer = await _client.GetAsync(Adele, "folders/inbox");

        answer.Status.ShouldBe(status);
        answer.Text.ShouldBeEmpty();
    }

    [Theory]
    [InlineData((int)FaultKind.CutBeforeAnswer, false)]
    [InlineData((int)FaultKind.AnswerLost, true)]
    public async Task HasDoneTheWorkOrNotWhenTheConnectionBreaks(int kind, bool done)
    {
        string session = await _client.CreateSessionAsync(Chika);
        Faults.OnNext(CallKind.ImportItem, (FaultKind)kind);

        await Should.ThrowAsync<HttpRequestException>(() => ImportAsync(session));

        Chika.Folder("Inbox").Items.Count.ShouldBe(done ? 1 : 0);
    }

    [Fact]
    public async Task EndsTheConnectionInTheMiddleWhenTheBodyIsCut()
    {
        Faults.OnNext(CallKind.GetFolder, FaultKind.CutInBody);
        using HttpRequestMessage request = new(HttpMethod.Get, _client.MailboxUri(Adele, "folders/inbox"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _client.Token);

        using HttpResponseMessage response = await _client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        ((int)response.StatusCode).ShouldBe(200);
        await Should.ThrowAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync());
        (await _client.GetAsync(Adele, "folders/inbox")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("folders/inbox")]
    [InlineData("folders/inbox/items?$top=1000&$expand=singleValueExtendedProperties($filter=id eq 'String 0x1000')")]
    public async Task EndsEarlyUnderStatus200WhenTheBodyIsTruncated(string path)
    {
        string whole = (await _client.GetAsync(Adele, path)).Text;
        Faults.OnNext(path == "folders/inbox" ? CallKind.GetFolder : CallKind.ListItems, FaultKind.TruncatedBody);

        SandboxAnswer answer = await _client.GetAsync(Adele, path);

        answer.Status.ShouldBe(200);
        answer.Text.Length.ShouldBeInRange(1, whole.Length - 1);
        whole.ShouldStartWith(answer.Text);
    }

    [Fact]
    public async Task IsNoJsonUnderStatus200WhenTheBodyIsMalformed()
    {
        string whole = (await _client.GetAsync(Adele, "folders/inbox")).Text;
        Faults.OnNext(CallKind.GetFolder, FaultKind.MalformedBody);

        SandboxAnswer answer = await _client.GetAsync(Adele, "folders/inbox");

        answer.Status.ShouldBe(200);
        answer.Text.Length.ShouldBe(whole.Length);
        Should.Throw<JsonException>(() => answer.Root);
    }

    [Fact]
    public async Task LeavesARefusalWholeWhenTheBodyWouldBeDamaged()
    {
        Faults.OnNext(CallKind.GetFolder, FaultKind.TruncatedBody);

        (await _client.GetAsync(Adele, "folders/unknown")).ErrorCode.ShouldBe("ErrorInvalidIdMalformed");

        Faults.Total.ShouldBe(0);
    }

    [Theory]
    [InlineData((int)FaultKind.Stall)]
    [InlineData((int)FaultKind.StallInBody)]
    public async Task WaitsUntilItIsEndedWhenACallStalls(int kind)
    {
        Faults.OnNext(CallKind.GetFolder, (FaultKind)kind);

        Task<SandboxAnswer> stalled = _client.GetAsync(Adele, "folders/inbox");
        await Faults.WaitUntilStalledAsync().WaitAsync(Limit);
        stalled.IsCompleted.ShouldBeFalse();
        Faults.EndStalls();

        (await stalled.WaitAsync(Limit)).Root.GetProperty("displayName").GetString().ShouldBe("Inbox");
    }

    [Fact]
    public async Task GoesOnByItselfWhenTheTimeOfAStallIsOver()
    {
        Faults.StallTime = TimeSpan.FromMinutes(2);
        Faults.OnNext(CallKind.GetFolder, FaultKind.Stall);
        Task<SandboxAnswer> stalled = _client.GetAsync(Adele, "folders/inbox");
        await Faults.WaitUntilStalledAsync().WaitAsync(Limit);

        _clock.Advance(TimeSpan.FromMinutes(2));

        (await stalled.WaitAsync(Limit)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task LacksOneOfSeveralWhenIdsAreMissing()
    {
        string[] ids = [.. Adele.Folder("Inbox").Items.Take(3).Select(static item => item.Id)];
        Faults.OnNext(CallKind.ExportItems, FaultKind.MissingIds, times: 2);

        SandboxAnswer several = await _client.ExportAsync(Adele, ids);
        SandboxAnswer single = await _client.ExportAsync(Adele, ids[0]);

        several.Values.Count.ShouldBe(2);
        single.Values.Count.ShouldBe(1);
        Faults.Count(FaultKind.MissingIds).ShouldBe(1);
    }

    [Fact]
    public async Task WaitsForAnExportThatCanShowItWhenOnlySomeCan()
    {
        string[] ids = [.. Adele.Folder("Inbox").Items.Take(2).Select(static item => item.Id)];
        Faults.OnNext(CallKind.ExportItems, FaultKind.MissingIds);
        Faults.OnNext(CallKind.ExportItems, FaultKind.Unavailable);

        (await _client.ExportAsync(Adele, ids[0])).Values.Count.ShouldBe(1);
        (await _client.ExportAsync(Adele, ids)).Values.Count.ShouldBe(1);
        (await _client.ExportAsync(Adele, ids)).Status.ShouldBe(503);
        (await _client.ExportAsync(Adele, ids)).Values.Count.ShouldBe(2);
    }

    [Fact]
    public async Task ComesInTheOtherOrderWhenTheOrderIsReversed()
    {
        string[] ids = [.. Adele.Folder("Inbox").Items.Take(3).Select(static item => item.Id)];
        Faults.OnNext(CallKind.ExportItems, FaultKind.ReversedOrder);

        SandboxAnswer answer = await _client.ExportAsync(Adele, ids);

        answer.Values.Select(static value => value.GetProperty("itemId").GetString()).ShouldBe(ids.Reverse());
    }

    [Fact]
    public async Task SpellsTheMemberOfAnErrorOtherwiseWhenItIsCapitalized()
    {
        Faults.OnNext(CallKind.ExportItems, FaultKind.CapitalizedError);

        SandboxAnswer answer = await _client.ExportAsync(Adele, "no id");

        answer.Values.Single().GetProperty("Error").GetProperty("code").GetString().ShouldBe("ErrorInvalidIdMalformed");
    }

    [Fact]
    public async Task WantsANewTokenOrSessionWhenTheOldOneHasExpired()
    {
        string session = await _client.CreateSessionAsync(Chika);
        Faults.OnNext(CallKind.GetFolder, FaultKind.TokenExpired);
        Faults.OnNext(CallKind.ImportItem, FaultKind.SessionExpired);
        Faults.OnNext(CallKind.ImportItem, FaultKind.SessionRefused);

        (await _client.GetAsync(Adele, "folders/inbox")).Status.ShouldBe(401);
        (await ImportAsync(session)).Status.ShouldBe(401);
        (await ImportAsync(session)).Status.ShouldBe(403);
        (await ImportAsync(session)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task NamesAnotherPartOfTheArchiveWhenASessionHasMoved()
    {
        SandboxMailbox auxiliary = _client.Server.Tenant.AddAuxiliary(Archive);
        Faults.OnNext(CallKind.ImportItem, FaultKind.SessionMoved, times: 2);

        SandboxAnswer moved = await ImportAsync(await _client.CreateSessionAsync(Archive, "beta"), Archive);
        SandboxAnswer back = await ImportAsync(await _client.CreateSessionAsync(auxiliary, "beta"), Archive);

        moved.Status.ShouldBe(409);
        moved.Root.GetProperty("Message").GetString().ShouldBe($"Invalid import session. The target session is expected in mailbox {auxiliary.Id}.");
        back.Root.GetProperty("Message").GetString()!.ShouldEndWith($"mailbox {Archive.Id}.");
    }

    [Fact]
    public async Task MovesNoSessionWhenAMailboxHasOnePart()
    {
        string session = await _client.CreateSessionAsync(Chika);
        Faults.OnNext(CallKind.ImportItem, FaultKind.SessionMoved);

        (await ImportAsync(session)).Status.ShouldBe(200);

        Faults.Total.ShouldBe(0);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "7")]
    public async Task TellsWhenUploadsMayGoOnAsSwitched(bool says, string? retryAfter)
    {
        _client.Server.Switches.UploadLimitSaysRetryAfter = says;
        string session = await _client.CreateSessionAsync(Chika);
        Faults.Pause = TimeSpan.FromSeconds(7);
        Faults.OnNext(CallKind.ImportItem, FaultKind.UploadThrottled);

        SandboxAnswer answer = await ImportAsync(session);

        answer.Status.ShouldBe(429);
        answer.Root.GetProperty("Message").GetString().ShouldBe("Application is over its IncomingBytes limit.");
        (answer.Headers.TryGetValues("Retry-After", out IEnumerable<string>? values) ? values.Single() : null).ShouldBe(retryAfter);
    }

    [Fact]
    public async Task ComesRatherThanOthersWhenItWeighsMore()
    {
        Faults.Mix = new FaultMix(1, Seed: 7, [FaultKind.Throttled, FaultKind.Unavailable, FaultKind.GatewayTimeout])
        {
            Weigh = static (call, fault) => call != CallKind.GetFolder ? 0 : fault switch
            {
                FaultKind.Throttled => 1,
                FaultKind.Unavailable => 3,
                _ => 0,
            },
        };

        for (int call = 0; call < 40; call++)
        {
            await _client.GetAsync(Adele, "folders/inbox");
        }

        await _client.GetAsync(Adele, "folders");
        Faults.Total.ShouldBe(40);
        Faults.Count(FaultKind.Throttled).ShouldBeInRange(3, 20);
        Faults.Count(FaultKind.GatewayTimeout).ShouldBe(0);
    }

    [Fact]
    public async Task ComesInTheSameOrderWhenTheSeedIsTheSame()
    {
        List<int> first = await RunMixAsync(seed: 1);
        List<int> again = await RunMixAsync(seed: 1);
        List<int> other = await RunMixAsync(seed: 2);

        again.ShouldBe(first);
        other.ShouldNotBe(first);
        first.ShouldContain(200);
        first.Count(static status => status != 200).ShouldBeInRange(5, 35);
        Faults.Total.ShouldBe(first.Concat(again).Concat(other).Count(static status => status != 200));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 5)]
    public async Task HappensAsOftenAsTheRateSays(double rate, int faults)
    {
        Faults.Mix = new FaultMix(rate, Seed: 7, [FaultKind.Unavailable]);

        for (int call = 0; call < 5; call++)
        {
            await _client.GetAsync(Adele, "folders/inbox");
        }

        Faults.Count(FaultKind.Unavailable).ShouldBe(faults);
    }

    [Fact]
    public async Task LeavesSignInAloneWhenFaultsComeByChance()
    {
        Faults.Mix = new FaultMix(1, Seed: 7, FaultKinds.All);

        SandboxAnswer answer = await _client.TokenAsync($"{_client.Server.Tenant.Id}", new Dictionary<string, string>
        {
            ["client_id"] = $"{_client.Server.BuiltInApplication.ClientId}",
            ["client_secret"] = _client.Server.BuiltInApplication.Secrets[0].Value,
            ["scope"] = "https://graph.microsoft.com/.default",
            ["grant_type"] = "client_credentials",
        });

        answer.Status.ShouldBe(200);
    }

    [Fact]
    public async Task StaysSoundWhenAllFaultsAreMixed()
    {
        const int Lanes = 4;
        _client.Server.Tenant.AddAuxiliary(Archive);
        string session = await _client.CreateSessionAsync(Archive, "beta");
        string[] ids = [.. Adele.Folder("Inbox").Items.Take(2).Select(static item => item.Id), "no id"];
        Faults.StallTime = TimeSpan.Zero;
        Faults.Mix = new FaultMix(0.8, Seed: 5, FaultKinds.All);

        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => Task.Run(async () =>
        {
            for (int round = 0; round < 60; round++)
            {
                await TryAsync(() => _client.ExportAsync(Adele, ids));
                await TryAsync(() => ImportAsync(session, Archive));
                await TryAsync(() => _client.GetAsync(Adele, "folders/inbox/items"));
            }
        })));

        Faults.Mix = null;
        FaultKinds.All.ShouldAllBe(kind => Faults.Count(kind) > 0);
        _client.Server.Failures.ShouldBeEmpty();
        _client.Server.Limits.Refused(LimitKind.Concurrency).ShouldBe(0);
        (await _client.ExportAsync(Adele, ids)).Values.Count.ShouldBe(3);
    }

    private static async Task TryAsync(Func<Task<SandboxAnswer>> call)
    {
        try
        {
            await call();
        }
        catch (HttpRequestException)
        {
            // The fault may be that there is no answer.
        }
    }

    private async Task<List<int>> RunMixAsync(int seed)
    {
        Faults.Mix = new FaultMix(0.4, seed, [FaultKind.Throttled, FaultKind.Unavailable, FaultKind.GatewayTimeout, FaultKind.TokenExpired]);
        List<int> statuses = [];
        for (int call = 0; call < 40; call++)
        {
            statuses.Add((await _client.GetAsync(Adele, "folders/inbox")).Status);
        }

        return statuses;
    }

    private Task<SandboxAnswer> ImportAsync(string session, SandboxMailbox? mailbox = null) => _client.ImportAsync(session, new
    {
        FolderId = (mailbox ?? Chika).Folder("Inbox").Id,
        Mode = "create",
        Data = Convert.ToBase64String(TestMessage.Write(TestMessage.Plain("x"))),
    });
}

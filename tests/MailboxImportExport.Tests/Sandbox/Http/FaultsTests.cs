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
            await FaultyCalls.TryAsync(() => isOfImports ? _client.ImportMessageAsync(session, Archive) : _client.ExportAsync(Adele, Adele.Folder("Inbox").Items[0].Id, "no id"));
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

        await Should.ThrowAsync<HttpRequestException>(() => _client.ImportMessageAsync(session, Chika));

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
        (await _client.ImportMessageAsync(session, Chika)).Status.ShouldBe(401);
        (await _client.ImportMessageAsync(session, Chika)).Status.ShouldBe(403);
        (await _client.ImportMessageAsync(session, Chika)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task NamesAnotherPartOfTheArchiveWhenASessionHasMoved()
    {
        SandboxMailbox auxiliary = _client.Server.Tenant.AddAuxiliary(Archive);
        Faults.OnNext(CallKind.ImportItem, FaultKind.SessionMoved, times: 2);

        SandboxAnswer moved = await _client.ImportMessageAsync(await _client.CreateSessionAsync(Archive, "beta"), Archive);
        SandboxAnswer back = await _client.ImportMessageAsync(await _client.CreateSessionAsync(auxiliary, "beta"), Archive);

        moved.Status.ShouldBe(409);
        moved.Root.GetProperty("Message").GetString().ShouldBe($"Invalid import session. The target session is expected in mailbox {auxiliary.Id}.");
        back.Root.GetProperty("Message").GetString()!.ShouldEndWith($"mailbox {Archive.Id}.");
    }

    [Fact]
    public async Task MovesNoSessionWhenAMailboxHasOnePart()
    {
        string session = await _client.CreateSessionAsync(Chika);
        Faults.OnNext(CallKind.ImportItem, FaultKind.SessionMoved);

        (await _client.ImportMessageAsync(session, Chika)).Status.ShouldBe(200);

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

        SandboxAnswer answer = await _client.ImportMessageAsync(session, Chika);

        answer.Status.ShouldBe(429);
        answer.Root.GetProperty("Message").GetString().ShouldBe("Application is over its IncomingBytes limit.");
        (answer.Headers.TryGetValues("Retry-After", out IEnumerable<string>? values) ? values.Single() : null).ShouldBe(retryAfter);
    }
}

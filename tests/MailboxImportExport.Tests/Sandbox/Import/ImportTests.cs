using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Tests.Sandbox.Streams;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Import;

public sealed class ImportTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private SandboxClient _client = null!;
    private string _session = null!;

    private SandboxMailbox Adele => _client.Server.Tenant.Mailbox(SandboxClient.Adele);

    private SandboxMailbox Chika => _client.Server.Tenant.Mailbox(SandboxClient.Chika);

    private SandboxFolder Target => Chika.Folder("Inbox");

    private SandboxSwitches Switches => _client.Server.Switches;

    public async ValueTask InitializeAsync()
    {
        _client = await SandboxClient.StartAsync(new SandboxOptions { TimeProvider = _clock });
        _session = await _client.CreateSessionAsync(Chika);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task MakesAnItemWhenAnExportIsImported()
    {
        SandboxItem source = Adele.Folder("Inbox/Projects/Alpha").Items[0];
        byte[] stream = await _client.ExportOneAsync(source);

        SandboxAnswer answer = await CreateAsync(stream);

        answer.Status.ShouldBe(200, answer.Text);
        SandboxItem item = Target.Items.Single();
        answer.Root.GetProperty("itemId").GetString().ShouldBe(item.Id);
        answer.Root.GetProperty("changeKey").GetString().ShouldBe(item.ChangeKey.Imported);
        answer.Root.GetProperty("@odata.context").GetString().ShouldBe($"{_client.Server.ImportUri}api/gv1.0/$metadata#microsoft.graph.importMailboxItemResponse");
        item.Content.SameAs(source.Content).ShouldBeTrue();
        item.Created.ShouldBe(_clock.GetUtcNow());
        item.Id.ShouldNotBe(source.Id);
    }

    [Fact]
    public async Task KeepsTheBytesAsEvidenceWhenTheyAreAccepted()
    {
        byte[] stream = await _client.ExportOneAsync(Adele.Folder("Inbox").Items[0]);

        SandboxAnswer answer = await CreateAsync(stream);

        ReceivedImport received = _client.Server.Tenant.Received.Single();
        received.Bytes.ShouldBe(stream);
        received.Length.ShouldBe(stream.Length);
        received.Sha256.ShouldBe(Convert.ToHexString(SHA256.HashData(stream)));
        received.Mailbox.ShouldBe(Chika);
        received.FolderId.ShouldBe(Target.Id);
        received.ItemId.ShouldBe(answer.Root.GetProperty("itemId").GetString());
    }

    [Theory]
    [InlineData(1000, false)]
    [InlineData(1_000_000, true)]
    public async Task KeepsBytesUpToTheLimitSwitched(long limit, bool kept)
    {
        Switches.ReceivedBytesLimit = limit;

        await CreateAsync(TestMessage.Write(TestMessage.Plain("x", 2000)));

        (_client.Server.Tenant.Received.Single().Bytes is not null).ShouldBe(kept);
    }

    [Fact]
    public async Task KeepsNothingWhenImportsAreDiscarded()
    {
        Switches.DiscardImports = true;

        SandboxAnswer answer = await CreateAsync(TestMessage.Write(TestMessage.Plain("x", 2000)));

        answer.Status.ShouldBe(200);
        Target.Items.ShouldBeEmpty();
        _client.Server.Tenant.Received.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_000_000_000)]
    public async Task TakesTheWholeBodyInWhenImportsAreDiscarded(long bytesPerSecond)
    {
        Switches.DiscardImports = true;
        _client.Server.Pace.BytesPerSecond = bytesPerSecond;
        byte[] stream = TestMessage.Write(TestMessage.Plain("x", 3_000_000));

        (await CreateAsync(stream)).Status.ShouldBe(200);
        (await CreateAsync(stream)).Status.ShouldBe(200);

        _client.Server.Requests.Of(CallKind.ImportItem).ShouldAllBe(request => request.BodyLength > stream.Length * 4 / 3);
    }

    [Fact]
    public async Task WritesAStreamOfItsOwnWhenTheImportIsExportedAgain()
    {
        byte[] synthetic = StreamSample.Read("synthetic-full.b64");
        await CreateAsync(synthetic);

        byte[] exported = await _client.ExportOneAsync(Target.Items.Single());

        exported.ShouldNotBe(synthetic);
        MessageContent before = TestMessage.Read(synthetic).Message;
        MessageContent after = TestMessage.Read(exported).Message;
        after.Recipients.Zip(before.Recipients).ShouldAllBe(static pair => pair.First.SameAs(pair.Second));
        after.Attachments[0].SameAs(before.Attachments[0]).ShouldBeTrue();
        after.Attachments[1].Embedded!.Properties.Text(Tags.Subject).ShouldBe(before.Attachments[1].Embedded!.Properties.Text(Tags.Subject));
        after.Properties.Without(static property => property.Key == Tags.CreationTime.Key || property.Key == Tags.LastModificationTime.Key)
            .SameAs(before.Properties).ShouldBeTrue();
    }

    [Fact]
    public async Task SpoolsTheStreamWhenItIsLarge()
    {
        byte[] stream = TestMessage.Write(TestMessage.Full(attachmentLength: 6_000_000));

        (await CreateAsync(stream)).Status.ShouldBe(200);

        _client.Server.Tenant.Received.Single().Sha256.ShouldBe(Convert.ToHexString(SHA256.HashData(stream)));
        Target.Items.Single().Content.Attachments[0].Properties.Content(Tags.AttachData)!.Length.ShouldBe(6_000_000);
    }

    [Fact]
    public async Task TakesTheMembersInAnyOrderWhenTheBodyIsRead()
    {
        string data = Convert.ToBase64String(TestMessage.Write(TestMessage.Plain("x"))).Replace("/", "\\/", StringComparison.Ordinal).Replace("+", "\\u002B", StringComparison.Ordinal);

        SandboxAnswer answer = await _client.ImportAsync(_session, $$"""{ "Data" : "{{data}}" , "Mode":"create", "FolderId":"{{Target.Id}}" }""");

        answer.Status.ShouldBe(200, answer.Text);
    }

    [Fact]
    public async Task StripsWhatTheStoreComputesWhenAStreamBringsIt()
    {
        MessageContent message = TestMessage.Plain("x");
        message = message with { Properties = message.Properties.With(Tags.MessageSize.With(7), Tags.DisplayTo.With("Nobody"), Tags.CreationTime.With(DateTimeOffset.UnixEpoch)) };

        await CreateAsync(TestMessage.Write(message));

        PropertyBag kept = Target.Items.Single().Content.Properties;
        (kept.Has(Tags.MessageSize) || kept.Has(Tags.DisplayTo) || kept.Has(Tags.CreationTime)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(false, "2026-05-01")]
    [InlineData(true, "1970-01-01")]
    public async Task SetsTheCreationTimeAsSwitched(bool kept, string day)
    {
        Switches.KeepCreationTimeOnImport = kept;
        MessageContent message = TestMessage.Plain("x");

        await CreateAsync(TestMessage.Write(message with { Properties = message.Properties.With(Tags.CreationTime.With(DateTimeOffset.UnixEpoch)) }));

        Target.Items.Single().Created.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture).ShouldBe(day);
    }

    [Fact]
    public async Task RefusesWhenTheRequestIsAuthorizedTwice()
    {
        HttpRequestMessage request = new(HttpMethod.Post, _session) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _client.Token);

        ShouldBeImportError(await _client.SendAsync(request), 400, "Authorization");
    }

    [Fact]
    public async Task RefusesWhenTheSessionIsOver()
    {
        _clock.Advance(TimeSpan.FromHours(1));

        ShouldBeImportError(await CreateAsync(TestMessage.Write(TestMessage.Plain("x"))), 401, "expired");
    }

    [Fact]
    public async Task RefusesWhenTheTokenIsNotThatOfASession()
    {
        ShouldBeImportError(await _client.ImportAsync(_session[..^3], Body(Target.Id)), 401, "token");
        ShouldBeImportError(await _client.ImportAsync(_session.Split('?')[0], Body(Target.Id)), 401, "token");
        ShouldBeImportError(await _client.ImportAsync($"{_session.Split('=')[0]}={_client.Token}", Body(Target.Id)), 401, "token");
    }

    [Fact]
    public async Task RefusesWhenTheSessionIsOfAnotherMailboxOrVersion()
    {
        ShouldBeImportError(await _client.ImportAsync(_session.Replace(Chika.Id, Adele.Id, StringComparison.Ordinal), Body(Target.Id)), 403, "mailbox or version");
        ShouldBeImportError(await _client.ImportAsync(_session.Replace("gv1.0", "gbeta", StringComparison.Ordinal), Body(Target.Id)), 403, "mailbox or version");
    }

    [Fact]
    public async Task NamesTheMailboxWhenTheFolderIsInAnother()
    {
        SandboxAnswer answer = await _client.ImportAsync(_session, Body(Adele.Folder("Inbox").Id));

        answer.Status.ShouldBe(409);
        answer.Text.ShouldBe($$"""{"Message":"Invalid import session. The target session is expected in mailbox {{Adele.Id}}."}""");
    }

    [Theory]
    [InlineData("FolderId", null)]
    [InlineData("FolderId", "malformed")]
    [InlineData("FolderId", "inbox")]
    [InlineData("Mode", null)]
    [InlineData("Mode", "append")]
    [InlineData("Mode", "Create")]
    [InlineData("Data", null)]
    [InlineData("Data", "!!!!")]
    [InlineData("Data", "AAA")]
    [InlineData("Data", "AA==AAAA")]
    [InlineData("Data", "AAAA AAA")]
    [InlineData("Data", "AAAA")]
    [InlineData("ItemId", "x")]
    [InlineData("ChangeKey", "x")]
    [InlineData("Subject", "x")]
    [InlineData("mode", "create")]
    public async Task RefusesTheBodyWhenAMemberIsWrong(string member, string? value)
    {
        Dictionary<string, string> body = Body(Target.Id);
        body.Remove(member);
        if (value is not null)
        {
            body[member] = value;
        }

        SandboxAnswer answer = await _client.ImportAsync(_session, body);

        answer.Status.ShouldBe(400);
        answer.Root.GetProperty("Message").GetString().ShouldNotBeNullOrEmpty();
        Target.Items.ShouldBeEmpty();
        _client.Server.Tenant.Received.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"Mode\":\"create\"")]
    [InlineData("{\"Mode\":\"create\",}")]
    [InlineData("{\"Mode\":\"create\"} x")]
    [InlineData("{\"Mode\":\"create\",\"Mode\":\"create\"}")]
    [InlineData("{\"Mode\":1}")]
    [InlineData("{\"Mode\":null}")]
    public async Task RefusesTheBodyWhenItIsNotOneObject(string body)
        => ShouldBeImportError(await _client.ImportAsync(_session, body), 400, "not valid");

    [Theory]
    [InlineData(true, 400)]
    [InlineData(false, 200)]
    public async Task TreatsAnUnreadableStreamAsSwitched(bool refused, int status)
    {
        Switches.RefuseUnreadableStreams = refused;

        (await CreateAsync(StreamSample.Read("graph-exportitems-ab-joined-15.20.b64"))).Status.ShouldBe(status);
        Target.Items.Count.ShouldBe(refused ? 0 : 1);
    }

    [Theory]
    [InlineData(false, 400)]
    [InlineData(true, 200)]
    public async Task TakesAWellKnownFolderAsSwitched(bool accepted, int status)
    {
        Switches.AcceptWellKnownImportFolders = accepted;

        (await _client.ImportAsync(_session, Body("Inbox"))).Status.ShouldBe(status);
    }

    [Theory]
    [InlineData(false, 400)]
    [InlineData(true, 200)]
    public async Task TakesASearchFolderAsSwitched(bool accepted, int status)
    {
        Switches.AcceptImportIntoSearchFolders = accepted;

        (await _client.ImportAsync(_session, Body(Chika.Folder("Search Folders/Unread Mail").Id))).Status.ShouldBe(status);
    }

    [Fact]
    public async Task RefusesWhenTheContentTypeIsNotJson()
    {
        HttpRequestMessage request = new(HttpMethod.Post, _session) { Content = new StringContent(JsonSerializer.Serialize(Body(Target.Id)), Encoding.UTF8, "text/plain") };

        ShouldBeImportError(await _client.SendAsync(request, authorize: false), 415, "application/json");
    }

    [Fact]
    public async Task RefusesWhenThePathIsNotThatOfAnImport()
        => ShouldBeImportError(await _client.SendAsync(new HttpRequestMessage(HttpMethod.Get, _session), authorize: false), 405, "method");

    private static void ShouldBeImportError(SandboxAnswer answer, int status, string text)
    {
        answer.Status.ShouldBe(status, answer.Text);
        answer.Root.EnumerateObject().Single().Name.ShouldBe("Message");
        answer.Text.ShouldContain(text);
    }

    private static Dictionary<string, string> Body(string folderId) => new()
    {
        ["FolderId"] = folderId,
        ["Mode"] = "create",
        ["Data"] = Convert.ToBase64String(TestMessage.Write(TestMessage.Plain("x"))),
    };

    private Task<SandboxAnswer> CreateAsync(byte[] stream)
        => _client.ImportAsync(_session, new { FolderId = Target.Id, Mode = "create", Data = Convert.ToBase64String(stream) });
}

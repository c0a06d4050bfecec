using System;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Tests.Sandbox.Streams;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Import;

/// <summary>Imports of a service that is full, or slow to show what it has, or gives items keys.</summary>
public sealed class ImportSwitchTests : IAsyncLifetime
{
    private static readonly MessageContent Message = TestMessage.Plain("x", 2000);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private SandboxClient _client = null!;
    private string _session = null!;

    private SandboxMailbox Chika => _client.Server.Tenant.Mailbox(SandboxClient.Chika);

    private SandboxFolder Target => Chika.Folder("Inbox");

    private SandboxSwitches Switches => _client.Server.Switches;

    public async ValueTask InitializeAsync()
    {
        _client = await SandboxClient.StartAsync(new SandboxOptions { TimeProvider = _clock });
        _session = await _client.CreateSessionAsync(Chika);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Theory]
    [InlineData(507, false, "{\"Message\":\"")]
    [InlineData(403, true, "\"code\":\"ErrorQuotaExceeded\"")]
    public async Task RefusesWhatDoesNotFit(int status, bool looksLikeGraph, string text)
    {
        Switches.FullMailboxStatus = status;
        Switches.FullMailboxesLookLikeGraph = looksLikeGraph;
        byte[] stream = TestMessage.Write(Message);
        Chika.Room = (2 * stream.Length) - 1;
        (await CreateAsync(stream)).Status.ShouldBe(200);

        SandboxAnswer refusal = await CreateAsync(stream);

        refusal.Status.ShouldBe(status);
        refusal.Text.ShouldContain(text);
        Target.Items.Count.ShouldBe(1);
        Chika.Room.ShouldBe(stream.Length - 1);
    }

    [Fact]
    public async Task ShowsAnImportLaterWhenItIsSlow()
    {
        Switches.ImportsShowAfter = TimeSpan.FromMinutes(1);
        (await CreateAsync(TestMessage.Write(Message))).Status.ShouldBe(200);

        (await ListAsync()).ShouldBe(0);
        _clock.Advance(TimeSpan.FromSeconds(59));
        (await ListAsync()).ShouldBe(0);
        _clock.Advance(TimeSpan.FromSeconds(1));

        (await ListAsync()).ShouldBe(1);
        Target.Items.ShouldHaveSingleItem().Created.ShouldBe(_clock.GetUtcNow() - TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GivesASearchKeyToWhatHasNone(bool gives)
    {
        Switches.GiveSearchKeysOnImport = gives;
        PropertyBag withoutKey = Message.Properties.Without(static p => p.Key.Equals(Tags.SearchKey.Key));

        await CreateAsync(TestMessage.Write(Message with { Properties = withoutKey }));

        (Target.Items.ShouldHaveSingleItem().Content.Properties.Content(Tags.SearchKey) is not null).ShouldBe(gives);
    }

    private async Task<int> ListAsync() => (await _client.GetAsync(Chika, "folders/inbox/items")).Root.GetProperty("value").EnumerateArray().Count();

    private Task<SandboxAnswer> CreateAsync(byte[] stream)
        => _client.ImportAsync(_session, new { FolderId = Target.Id, Mode = "create", Data = Convert.ToBase64String(stream) });
}

using System;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Sandbox.Throttling;
using MailboxImportExport.Tests.Sandbox.Streams;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Throttling;

public sealed class ServicePaceTests : IAsyncLifetime
{
    private const int Rate = 50_000;
    private static readonly TimeSpan Fine = TimeSpan.FromMilliseconds(20);
    private readonly SkippingTime _clock = new();
    private SandboxClient _client = null!;

    private SandboxMailbox Adele => _client.Server.Tenant.Mailbox(SandboxClient.Adele);

    private SandboxMailbox Chika => _client.Server.Tenant.Mailbox(SandboxClient.Chika);

    private ServicePace Pace => _client.Server.Pace;

    public async ValueTask InitializeAsync() => _client = await SandboxClient.StartAsync(new SandboxOptions { TimeProvider = _clock });

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task WaitsBeforeEachCallWhenThereIsALatency()
    {
        Pace.Latency = TimeSpan.FromMilliseconds(150);
        Pace.SetLatency(CallKind.ExportItems, TimeSpan.FromMilliseconds(900));

        await _client.GetAsync(Adele, "folders/inbox");
        await _client.ExportAsync(Adele, "no id");

        _clock.Waits.ShouldBe([TimeSpan.FromMilliseconds(150), TimeSpan.FromMilliseconds(900)]);
    }

    [Fact]
    public async Task SendsNoFasterThanTheConnectionCarriesWhenAnAnswerIsLong()
    {
        SandboxItem item = Adele.AddLargeItem(Adele.Folder("Inbox"), 300_000);
        SandboxAnswer whole = await _client.ExportAsync(Adele, item.Id);
        Pace.BytesPerSecond = Rate;
        long begin = _clock.GetTimestamp();

        SandboxAnswer paced = await _client.ExportAsync(Adele, item.Id);

        paced.Text.ShouldBe(whole.Text);
        TimeSpan expected = TimeSpan.FromSeconds((double)paced.Text.Length / Rate);
        _clock.GetElapsedTime(begin).ShouldBeInRange(expected - Fine, expected + Fine);
        _clock.Waits.Count.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task ReadsNoFasterThanTheConnectionCarriesWhenAnImportIsLong()
    {
        string session = await _client.CreateSessionAsync(Chika);
        Pace.BytesPerSecond = Rate;
        string data = Convert.ToBase64String(TestMessage.Write(TestMessage.Full(attachmentLength: 300_000)));
        string body = JsonSerializer.Serialize(new { FolderId = Chika.Folder("Inbox").Id, Mode = "create", Data = data });
        long begin = _clock.GetTimestamp();

        (await _client.ImportAsync(session, body)).Status.ShouldBe(200);

        TimeSpan expected = TimeSpan.FromSeconds((double)body.Length / Rate);
        _clock.GetElapsedTime(begin).ShouldBeInRange(expected - Fine, expected + Fine);
    }

    [Fact]
    public async Task RefusesAsEverWhenConnectionsAreSlow()
    {
        Pace.BytesPerSecond = Rate;

        (await _client.GetAsync(Adele, "folders/unknown")).ErrorCode.ShouldBe("ErrorInvalidIdMalformed");
    }

    [Fact]
    public async Task DamagesAnswersAsEverWhenConnectionsAreSlow()
    {
        string whole = (await _client.GetAsync(Adele, "folders/inbox")).Text;
        Pace.BytesPerSecond = Rate;
        _client.Server.Faults.OnNext(CallKind.GetFolder, FaultKind.TruncatedBody);

        (await _client.GetAsync(Adele, "folders/inbox")).Text.ShouldBe(whole[..(whole.Length / 2)]);
    }

    [Fact]
    public async Task AnswersABatchWhenConnectionsAreSlow()
    {
        Pace.BytesPerSecond = Rate;
        string path = $"/admin/exchange/mailboxes/{Adele.Id}/folders/inbox";
        object[] requests = [new { id = "1", method = "GET", url = path }];

        SandboxAnswer answer = await _client.SendAsync(new(HttpMethod.Post, new Uri(_client.Server.Uri, "v1.0/$batch"))
        {
            Content = JsonContent.Create(new { requests }),
        });

        answer.Root.GetProperty("responses").EnumerateArray().Single().GetProperty("status").GetInt32().ShouldBe(200);
    }
}

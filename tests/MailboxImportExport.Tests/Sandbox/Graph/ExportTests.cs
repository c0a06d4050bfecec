using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Graph;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Streams;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Tests.Sandbox.Streams;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Graph;

public sealed class ExportTests : IAsyncLifetime
{
    private SandboxClient _client = null!;

    private SandboxMailbox Adele => _client.Server.Tenant.Mailbox(SandboxClient.Adele);

    private SandboxSwitches Switches => _client.Server.Switches;

    private IReadOnlyList<SandboxItem> Inbox => Adele.Folder("Inbox").Items;

    public async ValueTask InitializeAsync() => _client = await SandboxClient.StartAsync();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task GivesTheItemAsAStreamWhenOneIsAskedFor()
    {
        SandboxItem item = Inbox[0];

        SandboxAnswer answer = await _client.ExportAsync(Adele, item.Id);

        answer.Text.ShouldStartWith($$"""{"@odata.context":"{{_client.Server.Uri}}v1.0/$metadata#Collection(microsoft.graph.exportItemResponse)","value":[{"itemId":"{{item.Id}}","changeKey":"{{item.ChangeKey.Listed}}","data":"AQAAAAgAAAAAAAAAAQAAAAMAAAAYAAAAAQAAAAcDAgAAAAAAwAAAAAAAAEYAJACABAAAAAYAAAA""");
        ItemStream stream = TestMessage.Read(Data(answer.Values.Single()));
        stream.Version.ShouldBe(ServerVersion.Current);
        stream.Message.Properties.Text(Tags.Subject).ShouldBe(item.Subject);
        stream.Message.Properties.Time(Tags.CreationTime).ShouldBe(item.Created);
        stream.Message.Attachments.Count.ShouldBe(item.Content.Attachments.Count);
    }

    [Fact]
    public async Task RecordsWhatWentOutWhenItemsAreExported()
    {
        SandboxItem item = Inbox[1];

        byte[] data = await _client.ExportOneAsync(item);

        ExportedItem exported = _client.Server.Tenant.Exported.Single();
        exported.ItemId.ShouldBe(item.Id);
        exported.ChangeKey.ShouldBe(item.ChangeKey.Listed);
        exported.Length.ShouldBe(data.Length);
        exported.Sha256.ShouldBe(Convert.ToHexString(SHA256.HashData(data)));
        data.Length.ShouldNotBe((int)item.Size);
    }

    [Fact]
    public async Task AnswersEveryIdInOrderWhenTwentyAreAskedFor()
    {
        string[] ids = [.. Inbox.Take(20).Select(static item => item.Id)];

        ItemIds(await _client.ExportAsync(Adele, ids)).ShouldBe(ids);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(21)]
    public async Task RefusesWhenTheNumberOfIdsIsWrong(int count)
    {
        SandboxAnswer answer = await _client.ExportAsync(Adele, [.. Enumerable.Repeat(Inbox[0].Id, count)]);

        answer.Status.ShouldBe(400);
        answer.ErrorCode.ShouldBe("BadRequest");
    }

    [Fact]
    public async Task AnswersWithAnErrorOfItsOwnWhenAnIdIsUnknown()
    {
        SandboxItem gone = Inbox[0];
        SandboxItem foreign = _client.Server.Tenant.Mailbox(SandboxClient.Bruno).WellKnown("inbox")!.Items[0];
        Adele.RemoveItem(gone.Entry);

        SandboxAnswer answer = await _client.ExportAsync(Adele, gone.Id, Inbox[1].Id, foreign.Id, "malformed");

        answer.Status.ShouldBe(200);
        answer.Values.Select(Code).ShouldBe(["ErrorItemNotFound", null, "ErrorItemNotFound", "ErrorInvalidIdMalformed"]);
        answer.Values[0].GetProperty("error").GetProperty("message").GetString().ShouldBe("The specified object was not found in the store.");
        answer.Values[0].TryGetProperty("data", out _).ShouldBeFalse();
        _client.Server.Tenant.Exported.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(false, "error")]
    [InlineData(true, "Error")]
    public async Task NamesTheErrorAsSwitched(bool capitalized, string member)
    {
        Switches.CapitalizeErrorMember = capitalized;

        (await _client.ExportAsync(Adele, "malformed")).Values.Single().EnumerateObject().Last().Name.ShouldBe(member);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnswersInTheOrderSwitched(bool reversed)
    {
        Switches.ReverseExportOrder = reversed;
        string[] ids = [.. Inbox.Take(3).Select(static item => item.Id)];

        ItemIds(await _client.ExportAsync(Adele, ids)).ShouldBe(reversed ? ids.Reverse() : ids);
    }

    [Theory]
    [InlineData((int)DuplicateIdAnswer.AnsweredTwice, 2)]
    [InlineData((int)DuplicateIdAnswer.AnsweredOnce, 1)]
    [InlineData((int)DuplicateIdAnswer.Refused, null)]
    public async Task AnswersAsSwitchedWhenAnIdIsRepeated(int answer, int? entries)
    {
        Switches.DuplicateExportIds = (DuplicateIdAnswer)answer;

        SandboxAnswer given = await _client.ExportAsync(Adele, Inbox[0].Id, Inbox[0].Id);

        given.Status.ShouldBe(entries is null ? 400 : 200);
        (entries is null ? (int?)null : given.Values.Count).ShouldBe(entries);
    }

    [Fact]
    public async Task LacksAnItemWhenItIsSwitchedToBeDropped()
    {
        string[] ids = [.. Inbox.Take(4).Select(static item => item.Id)];
        Switches.DropExportedItems = new HashSet<string> { ids[2] };

        ItemIds(await _client.ExportAsync(Adele, ids)).ShouldBe([ids[0], ids[1], ids[3]]);
        ItemIds(await _client.ExportAsync(Adele, ids[2])).ShouldBe([ids[2]]);
    }

    [Fact]
    public async Task LacksEveryNthItemWhenSwitchedSo()
    {
        string[] ids = [.. Inbox.Take(6).Select(static item => item.Id)];
        Switches.DropEveryNthExportedItem = 3;

        ItemIds(await _client.ExportAsync(Adele, ids)).ShouldBe([ids[0], ids[1], ids[3], ids[4]]);
        ItemIds(await _client.ExportAsync(Adele, ids[2])).ShouldBe([ids[2]]);
    }

    [Fact]
    public async Task EndsWithoutAnErrorWhenTheBodyIsSwitchedToBeCut()
    {
        Switches.TruncateExportBodyAfter = 5000;

        SandboxAnswer answer = await _client.ExportAsync(Adele, [.. Inbox.Take(10).Select(static item => item.Id)]);

        answer.Status.ShouldBe(200);
        answer.Text.Length.ShouldBe(5000);
        Should.Throw<JsonException>(() => answer.Root);
        _client.Server.Tenant.Exported.Count.ShouldBeLessThan(10);
    }

    [Theory]
    [InlineData(false, 4566)]
    [InlineData(true, 4608)]
    public async Task NamesTheBuildSwitched(bool updated, int build)
    {
        Switches.ServerIsUpdated = updated;

        TestMessage.Read(await _client.ExportOneAsync(Inbox[0])).Version!.Build.ShouldBe(build);
    }

    [Theory]
    [InlineData((int)InterleavedFrame.None, "1 3 4 2 2 2 2")]
    [InlineData((int)InterleavedFrame.Empty, "1 3 4 2 2 2 2 2 2 2")]
    [InlineData((int)InterleavedFrame.Unknown, "1 3 4 2 6 2 6 2 6 2")]
    public async Task PutsBetweenTheBuffersWhatIsSwitched(int between, string operations)
    {
        Switches.FrameBetweenTransferBuffers = (InterleavedFrame)between;
        SandboxItem large = Adele.AddLargeItem(Adele.Folder("Inbox"), 100_000);

        byte[] data = await _client.ExportOneAsync(large);

        string.Join(' ', TestMessage.Frames(data).Select(static frame => frame.Operation)).ShouldBe(operations);
        TestMessage.Read(data).Message.Attachments.Single().SameAs(large.Content.Attachments.Single()).ShouldBeTrue();
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task PutsHeadersBehindAttachmentsAsSwitched(bool late, bool last)
    {
        Switches.PropertiesAfterAttachments = late;
        SandboxItem item = Adele.Folder("Inbox/Projects/Alpha").Items.First(static item => item.Content.Attachments.Count > 0);

        IReadOnlyList<StreamElement> elements = StreamSample.Elements(await _client.ExportOneAsync(item));

        (elements[^1].Property?.Key == Tags.SenderName.Key).ShouldBe(last);
    }

    [Theory]
    [InlineData(false, "RE: hello")]
    [InlineData(true, "\u0001\u0005RE: hello")]
    public async Task MarksThePrefixOfTheSubjectAsSwitched(bool marked, string expected)
    {
        Switches.SubjectsMarkTheirPrefix = marked;
        SandboxItem item = Adele.AddMail(Adele.Folder("Inbox"), "RE: hello", "jo@fabrikam.example", DateTimeOffset.UnixEpoch);

        ItemStream stream = TestMessage.Read(await _client.ExportOneAsync(item));

        stream.Message.Properties.Text(Tags.Subject).ShouldBe(expected);
    }

    [Theory]
    [InlineData(true, 0x94B0)]
    [InlineData(false, 0x101F)]
    public async Task WritesListsOfTextsInTheTypeSwitched(bool named, int type)
    {
        Switches.TextListsNameTheirCodePage = named;
        SandboxItem item = Adele.Items.First(static item => item.Content.Properties.Has(Tags.Keywords));

        StreamElement keywords = StreamSample.Elements(await _client.ExportOneAsync(item)).Single(static element => element.Property?.Key == Tags.Keywords.Key);

        keywords.WireType.ShouldBe((ushort)type);
    }

    [Fact]
    public async Task NumbersNamesByMailboxWhenTheSameItemIsInTwo()
    {
        SandboxMailbox chika = _client.Server.Tenant.Mailbox(SandboxClient.Chika);
        MessageContent content = new() { Properties = new PropertyBag([Tags.MessageClass.With("IPM.Note"), new PropertyTag(PropertySets.Common, "OnlyHere", PropertyType.Int32).With(1), Tags.Location.With("x")]) };
        SandboxItem inChika = chika.AddItem(chika.Folder("Inbox"), new NewItem(content));
        SandboxItem inAdele = Adele.AddItem(Adele.Folder("Inbox"), new NewItem(content));
        await _client.ExportOneAsync(Adele.Folder("Calendar").Items[0]);

        byte[] fromChika = await _client.ExportOneAsync(inChika);
        byte[] fromAdele = await _client.ExportOneAsync(inAdele);

        WireId(fromChika).ShouldNotBe(WireId(fromAdele));
    }

    [Fact]
    public async Task StreamsALargeItemWhenItTakesNoMemory()
    {
        const int Size = 40 * 1024 * 1024;
        SandboxItem large = Adele.AddLargeItem(Adele.Folder("Inbox"), Size);
        HttpRequestMessage request = new(HttpMethod.Post, _client.MailboxUri(Adele, "exportItems"))
        {
            Content = new StringContent(JsonSerializer.Serialize(new { itemIds = new[] { large.Id } }), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", _client.Token);

        using HttpResponseMessage response = await _client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        long length = await CountAsync(response);

        length.ShouldBeGreaterThan(Size * 4L / 3);
        _client.Server.Tenant.Exported.Single().Length.ShouldBeGreaterThan(Size);
    }

    [Fact]
    public async Task WorksOnBetaWhenTheMailboxIsAnArchive()
    {
        SandboxMailbox archive = _client.Server.Tenant.Archive(SandboxClient.Adele);

        (await _client.ExportOneAsync(archive.Folder("Inbox").Items[0])).Length.ShouldBeGreaterThan(100);
    }

    private static async Task<long> CountAsync(HttpResponseMessage response)
    {
        await using Stream body = await response.Content.ReadAsStreamAsync();
        byte[] buffer = new byte[128 * 1024];
        long length = 0;
        for (int read = await body.ReadAsync(buffer); read > 0; read = await body.ReadAsync(buffer))
        {
            length += read;
        }

        return length;
    }

    private static ushort WireId(byte[] stream)
        => StreamSample.Elements(stream).Single(static element => element.Property?.Key == Tags.Location.Key).WireId;

    private static byte[] Data(JsonElement entry) => Convert.FromBase64String(entry.GetProperty("data").GetString()!);

    private static IEnumerable<string> ItemIds(SandboxAnswer answer) => answer.Values.Select(static entry => entry.GetProperty("itemId").GetString()!);

    private static string? Code(JsonElement entry) => entry.TryGetProperty("error", out JsonElement error) ? error.GetProperty("code").GetString() : null;
}

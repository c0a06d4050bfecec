using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Graph;

public sealed class ItemListTests : IAsyncLifetime
{
    private SandboxClient _client = null!;
    private SandboxFolder _folder = null!;

    private SandboxMailbox Chika => _client.Server.Tenant.Mailbox(SandboxClient.Chika);

    public async ValueTask InitializeAsync()
    {
        _client = await SandboxClient.StartAsync();
        _folder = Chika.AddFolder("Inbox/Series");
        Chika.AddItems(_folder, 25);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task GivesTenItemsAndALinkWhenNothingIsAsked()
    {
        SandboxAnswer answer = await _client.GetAsync(Chika, Path());

        answer.Values.Count.ShouldBe(10);
        answer.NextLink.ShouldBe($"{_client.Server.Uri}v1.0/admin/exchange/mailboxes/{Chika.Id}/folders('{_folder.Id}')/items?%24skip=10");
        answer.Root.GetProperty("@odata.context").GetString()!.ShouldEndWith($"$metadata#admin/exchange/mailboxes/{Chika.Id}/folders('{_folder.Id}')/items");
    }

    [Fact]
    public async Task ShowsAllPropertiesWhenNoneAreSelected()
    {
        SandboxItem item = _folder.Items[^1];

        JsonElement shown = (await _client.GetAsync(Chika, Path())).Values[0];

        shown.GetProperty("@odata.type").GetString().ShouldBe("#microsoft.graph.mailboxItem");
        shown.GetProperty("@odata.etag").GetString().ShouldBe($"W/\"{item.ChangeKey.Listed}\"");
        shown.GetProperty("id").GetString().ShouldBe(item.Id);
        shown.GetProperty("changeKey").GetString()!.ShouldStartWith("CQAAABYAAA");
        shown.GetProperty("createdDateTime").GetString().ShouldBe("2023-01-02T08:24:00Z");
        shown.GetProperty("type").GetString().ShouldBe("IPM.Note");
        shown.GetProperty("categories").GetArrayLength().ShouldBe(0);
        shown.GetProperty("size").GetInt64().ShouldBe(item.Size);
    }

    [Fact]
    public async Task KeepsIdAndTagWhenOtherPropertiesAreSelected()
    {
        JsonElement shown = (await _client.GetAsync(Chika, Path("$select=type,size"))).Values[0];

        shown.EnumerateObject().Select(static member => member.Name).ShouldBe(["@odata.type", "@odata.etag", "id", "type", "size"]);
    }

    [Fact]
    public async Task ReachesEveryItemOnceWhenLinksAreFollowed()
    {
        List<string> ids = await FollowAsync(Path("$top=7&$select=id"));

        ids.ShouldBe(_folder.Items.Reverse().Select(static item => item.Id));
    }

    [Fact]
    public async Task KeepsTheOptionsEncodedWhenALinkIsGiven()
    {
        SandboxAnswer answer = await _client.GetAsync(Chika, Path("$filter=createdDateTime ge 2023-01-02 and createdDateTime lt 2023-01-03&$select=type,size&$top=1"));

        answer.NextLink.ShouldBe(
            $"{_client.Server.Uri}v1.0/admin/exchange/mailboxes/{Chika.Id}/folders('{_folder.Id}')/items"
            + "?%24filter=createdDateTime+ge+2023-01-02+and+createdDateTime+lt+2023-01-03&%24select=type%2csize&%24top=1&%24skip=1");
        (await _client.GetAsync(new Uri(answer.NextLink!))).Values.Count.ShouldBe(1);
    }

    [Fact]
    public async Task MissesAnItemWhenOneIsRemovedBetweenTwoPages()
    {
        SandboxAnswer first = await _client.GetAsync(Chika, Path("$top=10&$orderby=createdDateTime"));
        Chika.RemoveItem(_folder.Items[0].Entry).ShouldBeTrue();

        SandboxAnswer second = await _client.GetAsync(new Uri(first.NextLink!));

        first.Ids.Concat(second.Ids).ShouldNotContain(_folder.Items[9].Id);
    }

    [Fact]
    public async Task RepeatsAnItemWhenOneIsAddedBetweenTwoPages()
    {
        SandboxAnswer first = await _client.GetAsync(Chika, Path());
        Chika.AddMail(_folder, "New", "a@fabrikam.example", DateTimeOffset.UnixEpoch.AddYears(60));

        SandboxAnswer second = await _client.GetAsync(new Uri(first.NextLink!));

        second.Ids[0].ShouldBe(first.Ids[^1]);
    }

    [Fact]
    public async Task CountsAllItemsWhenAskedFor()
        => (await _client.GetAsync(Chika, Path("$count=true&$top=3"))).Root.GetProperty("@odata.count").GetInt32().ShouldBe(25);

    [Theory]
    [InlineData("createdDateTime ge 2023-01-02T08:20:00Z", 5)]
    [InlineData("createdDateTime lt 2023-01-02T10:05:00%2B02:00", 5)]
    [InlineData("createdDateTime ge 2023-01-02 and createdDateTime lt 2023-01-03", 25)]
    [InlineData("not (createdDateTime ge 2023-01-02)", 0)]
    [InlineData("createdDateTime lt 2023-01-02T08:01:00Z or createdDateTime ge 2023-01-02T08:24:00Z", 2)]
    [InlineData("createdDateTime lt 2023-01-02T08:01:00Z or type eq 'IPM.Note' and size gt 1000000", 1)]
    [InlineData("(createdDateTime lt 2023-01-02T08:01:00Z or type eq 'IPM.Note') and size gt 1000000", 0)]
    [InlineData("not type eq 'IPM.Note' or not (size gt 1000000)", 25)]
    [InlineData("type ne 'IPM.Note'", 0)]
    [InlineData("type eq null", 0)]
    [InlineData("type eq 'it''s'", 0)]
    [InlineData("type eq 'ipm.note'", 25)]
    [InlineData("startswith(type, 'IPM.App')", 0)]
    [InlineData("size gt 1000000", 0)]
    [InlineData("singleValueExtendedProperties/Any(ep: ep/id eq 'String 0x0037' and contains(ep/value, 'MESSAGE 1'))", 11)]
    [InlineData("singleValueExtendedProperties/Any(ep: ep/id eq 'String 0x0037' and ep/value eq 'message 7 of series 1')", 1)]
    [InlineData("singleValueExtendedProperties/any(p: p/id eq 'SystemTime 0x0E06' and cast(p/value, Edm.DateTimeOffset) ge 2023-01-02T08:10:00Z)", 15)]
    [InlineData("singleValueExtendedProperties/Any(ep: ep/id eq 'Integer 0x0E07' and cast(ep/value, Edm.Int32) eq 1)", 25)]
    public async Task GivesWhatFulfilsTheFilterWhenThereIsOne(string filter, int count)
    {
        SandboxAnswer answer = await _client.GetAsync(Chika, Path($"$top=100&$filter={filter}"));

        answer.Status.ShouldBe(200, answer.Text);
        answer.Values.Count.ShouldBe(count);
    }

    [Theory]
    [InlineData("$filter=createdDateTime ge 'yesterday'")]
    [InlineData("$filter=createdDateTime ge")]
    [InlineData("$filter=createdDateTime = 2023-01-01")]
    [InlineData("$filter=receivedDateTime ge 2023-01-01")]
    [InlineData("$filter=subject eq 'x'")]
    [InlineData("$filter=(type eq 'x'")]
    [InlineData("$filter=type eq 'x")]
    [InlineData("$filter=endswith(type,'x')")]
    [InlineData("$filter=contains(size,'x')")]
    [InlineData("$filter=singleValueExtendedProperties/Any(ep: ep/id eq 'Binary 0x300B' and ep/value eq 'AA==')")]
    [InlineData("$filter=singleValueExtendedProperties/Any(ep: ep/id eq 'SystemTime 0x0E06' and ep/value ge 2023-01-01)")]
    [InlineData("$filter=singleValueExtendedProperties/Any(ep: ep/value eq 'x')")]
    [InlineData("$orderby=subject")]
    [InlineData("$orderby=createdDateTime sideways")]
    [InlineData("$select=subject")]
    [InlineData("$top=-1")]
    [InlineData("$top=1001")]
    [InlineData("$top=1&$top=2")]
    [InlineData("$count=yes")]
    [InlineData("$search=x")]
    [InlineData("foo=1")]
    [InlineData("$expand=attachments")]
    [InlineData("$expand=singleValueExtendedProperties")]
    [InlineData("$expand=singleValueExtendedProperties($filter=id ne 'String 0x37')")]
    public async Task RefusesTheQueryWhenItIsNotSupported(string query)
    {
        SandboxAnswer answer = await _client.GetAsync(Chika, Path(query));

        answer.Status.ShouldBe(400);
        answer.ErrorCode.ShouldBe("RequestBroker--ParseUri");
    }

    [Fact]
    public async Task OrdersWhenAsked()
    {
        List<string> oldestFirst = [.. _folder.Items.Select(static item => item.Id)];

        (await _client.GetAsync(Chika, Path("$top=100&$orderby=createdDateTime"))).Ids.ShouldBe(oldestFirst);
        (await _client.GetAsync(Chika, Path("$top=100&$orderby=type desc,createdDateTime desc"))).Ids.ShouldBe(oldestFirst.AsEnumerable().Reverse());
    }

    [Fact]
    public async Task ShowsOneItemWhenItIsNamed()
    {
        SandboxItem item = _folder.Items[3];

        SandboxAnswer answer = await _client.GetAsync(Chika, $"folders/{_folder.Id}/items/{item.Id}?$select=type");

        answer.Root.GetProperty("id").GetString().ShouldBe(item.Id);
        answer.Root.TryGetProperty("size", out _).ShouldBeFalse();
        (await _client.GetAsync(Chika, $"folders/inbox/items/{item.Id}")).ErrorCode.ShouldBe("ErrorItemNotFound");
        (await _client.GetAsync(Chika, $"folders/inbox/items/{item.Id[..^1]}")).ErrorCode.ShouldBe("ErrorInvalidIdMalformed");
        (await _client.GetAsync(Chika, $"folders/{_folder.Id}/items/{item.Id}?$filter=size gt 1")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task ShowsCategoriesWhenAnItemHasSome()
    {
        Chika.AddItem(_folder, new NewItem(new MessageContent { Properties = new PropertyBag([Tags.Keywords.With(new[] { "Red", "Blau" })]) }));

        JsonElement newest = (await _client.GetAsync(Chika, Path("$top=1&$select=categories"))).Values[0];

        newest.GetProperty("categories").EnumerateArray().Select(static category => category.GetString()).ShouldBe(["Red", "Blau"]);
    }

    private string Path(string query = "") => $"folders/{_folder.Id}/items{(query.Length == 0 ? string.Empty : "?")}{query}";

    private async Task<List<string>> FollowAsync(string path)
    {
        SandboxAnswer answer = await _client.GetAsync(Chika, path);
        List<string> ids = [.. answer.Ids];
        while (answer.NextLink is not null)
        {
            answer = await _client.GetAsync(new Uri(answer.NextLink));
            ids.AddRange(answer.Ids);
        }

        return ids;
    }
}

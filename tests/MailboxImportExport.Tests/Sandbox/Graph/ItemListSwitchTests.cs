using System;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Graph;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Graph;

public sealed class ItemListSwitchTests : IAsyncLifetime
{
    private const string ByTime = "$filter=createdDateTime ge 2023-01-01";
    private const string InOrder = "$orderby=createdDateTime";
    private SandboxClient _client = null!;
    private SandboxFolder _folder = null!;

    private SandboxMailbox Chika => _client.Server.Tenant.Mailbox(SandboxClient.Chika);

    private SandboxSwitches Switches => _client.Server.Switches;

    public async ValueTask InitializeAsync()
    {
        _client = await SandboxClient.StartAsync();
        _folder = Chika.AddFolder("Series");
        Chika.AddItems(_folder, 25);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task EndsALongPageBehindItsBeginningWhenSwitchedOn()
    {
        Switches.CutPagesFrom = 10;

        SandboxAnswer cut = await _client.GetAsync(Chika, $"folders/{_folder.Id}/items?$top=10");
        SandboxAnswer whole = await _client.GetAsync(Chika, $"folders/{_folder.Id}/items?$top=9");

        cut.Status.ShouldBe(200);
        cut.Text.ShouldEndWith("\"value\":[");
        whole.Values.Count.ShouldBe(9);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RefusesTheTimeFilterWhenSwitchedOn(bool refused)
    {
        Switches.RefuseCreatedDateTimeFilter = refused;

        await ShouldBeRefusedAsync(ByTime, refused);
        await ShouldBeRefusedAsync(InOrder, refused: false);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RefusesTheOrderWhenSwitchedOn(bool refused)
    {
        Switches.RefuseOrderBy = refused;

        await ShouldBeRefusedAsync(InOrder, refused);
        await ShouldBeRefusedAsync(ByTime, refused: false);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RefusesBothTogetherWhenSwitchedOn(bool refused)
    {
        Switches.RefuseFilterWithOrderBy = refused;

        await ShouldBeRefusedAsync($"{ByTime}&{InOrder}", refused);
        await ShouldBeRefusedAsync(ByTime, refused: false);
        await ShouldBeRefusedAsync(InOrder, refused: false);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RefusesTypeAndSizeFiltersWhenSwitchedOn(bool refused)
    {
        Switches.RefuseTypeAndSizeFilter = refused;

        await ShouldBeRefusedAsync("$filter=type eq 'IPM.Note'", refused);
        await ShouldBeRefusedAsync("$filter=size gt 1", refused);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RefusesExtendedPropertyFiltersWhenSwitchedOn(bool refused)
    {
        Switches.RefuseExtendedPropertyFilter = refused;

        await ShouldBeRefusedAsync("$filter=singleValueExtendedProperties/Any(ep: ep/id eq 'String 0x0037' and contains(ep/value, 'x'))", refused);
    }

    [Theory]
    [InlineData((int)TimePrecision.Seconds, "2023-01-02T08:24:00Z")]
    [InlineData((int)TimePrecision.Milliseconds, "2023-01-02T08:24:00.002Z")]
    [InlineData((int)TimePrecision.Ticks, "2023-01-02T08:24:00.0029688Z")]
    public async Task ShowsTimesAsPreciselyAsSwitched(int precision, string time)
    {
        Switches.CreatedDateTimePrecision = (TimePrecision)precision;

        (await _client.GetAsync(Chika, Path("$top=1"))).Values[0].GetProperty("createdDateTime").GetString().ShouldBe(time);
    }

    [Theory]
    [InlineData((int)TimePrecision.Seconds, "2023-01-02T08:24:00Z")]
    [InlineData((int)TimePrecision.Milliseconds, "2023-01-02T08:24:00.002Z")]
    [InlineData((int)TimePrecision.Ticks, "2023-01-02T08:24:00.0029688Z")]
    public async Task ShowsTimesInExtendedPropertiesAsPreciselyAsSwitched(int precision, string time)
    {
        Switches.ExtendedPropertyTimePrecision = (TimePrecision)precision;

        SandboxAnswer answer = await _client.GetAsync(Chika, Path("$top=1&$expand=singleValueExtendedProperties($filter=id eq 'SystemTime 0x0E06')"));

        answer.Values[0].GetProperty("singleValueExtendedProperties")[0].GetProperty("value").GetString().ShouldBe(time);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task ComparesStoredOrShownTimesAsSwitched(bool shown, int count)
    {
        Switches.FilterComparesShownTimes = shown;

        (await _client.GetAsync(Chika, Path("$filter=createdDateTime eq 2023-01-02T08:24:00Z"))).Values.Count.ShouldBe(count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ListsFromTheEndAsSwitched(bool newestFirst)
    {
        Switches.ListNewestFirst = newestFirst;

        (await _client.GetAsync(Chika, Path("$top=1"))).Ids.Single().ShouldBe(_folder.Items[newestFirst ? ^1 : 0].Id);
    }

    [Fact]
    public async Task PagesAsSwitchedWhenNoTopIsGiven()
    {
        Switches.DefaultPageSize = 4;

        (await _client.GetAsync(Chika, Path(string.Empty))).Values.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData(false, 400)]
    [InlineData(true, 200)]
    public async Task ClampsOrRefusesAsSwitchedWhenTopIsTooGreat(bool clamps, int status)
    {
        Switches.MaximumPageSize = 20;
        Switches.ClampTopToMaximum = clamps;

        SandboxAnswer answer = await _client.GetAsync(Chika, Path("$top=21"));

        answer.Status.ShouldBe(status);
        if (clamps)
        {
            answer.Values.Count.ShouldBe(20);
        }
    }

    [Theory]
    [InlineData(false, 10)]
    [InlineData(true, 3)]
    public async Task HonoursThePreferredPageSizeAsSwitched(bool honoured, int count)
    {
        Switches.HonourMaxPageSizeOnLists = honoured;
        HttpRequestMessage request = new(HttpMethod.Get, _client.MailboxUri(Chika, Path(string.Empty)));
        request.Headers.Add("Prefer", "odata.maxpagesize=3, IdType=\"ImmutableId\"");

        (await _client.SendAsync(request)).Values.Count.ShouldBe(count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ListsAssociatedItemsAsSwitched(bool listed)
    {
        Switches.ListAssociatedItems = listed;
        SandboxMailbox adele = _client.Server.Tenant.Mailbox(SandboxClient.Adele);
        SandboxItem associated = adele.Folder("Inbox").Everything.Single(static item => item.IsAssociated);

        (await _client.GetAsync(adele, "folders/inbox/items?$top=100")).Ids.Contains(associated.Id).ShouldBe(listed);
        int count = (await _client.GetAsync(adele, "folders/inbox")).Root.GetProperty("totalItemCount").GetInt32();
        count.ShouldBe(adele.Folder("Inbox").Items.Count + (listed ? 1 : 0));
    }

    [Theory]
    [InlineData((int)SizeReporting.Own, 0)]
    [InlineData((int)SizeReporting.SometimesFarOff, 2)]
    [InlineData((int)SizeReporting.AlwaysFarOff, 25)]
    public async Task ReportsSizesAsSwitched(int reporting, int farOff)
    {
        Switches.SizeReporting = (SizeReporting)reporting;

        SandboxAnswer answer = await _client.GetAsync(Chika, Path("$top=100&$select=size"));

        answer.Values.Count(value => value.GetProperty("size").GetInt64() < Chika.Item(value.GetProperty("id").GetString()!).Size).ShouldBe(farOff);
    }

    private string Path(string query) => $"folders/{_folder.Id}/items?{query}";

    private async Task ShouldBeRefusedAsync(string query, bool refused)
    {
        SandboxAnswer answer = await _client.GetAsync(Chika, Path(query));

        answer.Status.ShouldBe(refused ? 400 : 200);
        if (refused)
        {
            answer.ErrorCode.ShouldBe("InefficientFilter");
        }
    }
}

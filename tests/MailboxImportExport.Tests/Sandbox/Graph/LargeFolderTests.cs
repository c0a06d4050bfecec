using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Graph.Items;
using MailboxImportExport.Sandbox.OData;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Graph;

public sealed class LargeFolderTests : IAsyncLifetime
{
    private const int Count = 5_000;
    private SandboxClient _client = null!;
    private SandboxFolder _folder = null!;

    private SandboxMailbox Chika => _client.Server.Tenant.Mailbox(SandboxClient.Chika);

    public async ValueTask InitializeAsync()
    {
        _client = await SandboxClient.StartAsync();
        _folder = Chika.AddFolder("Large");
        Chika.AddItems(_folder, Count);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task GivesEveryItemOnceWhenItIsReadByTime()
    {
        List<string> ids = [];
        HashSet<string> seen = [];
        string since = "2020-01-01T00:00:00Z";
        while (true)
        {
            SandboxAnswer page = await ListAsync($"$filter=createdDateTime ge {since}&$orderby=createdDateTime&$top=1000");
            List<string> fresh = [.. page.Ids.Where(seen.Add)];
            if (fresh.Count == 0)
            {
                break;
            }

            ids.AddRange(fresh);
            since = page.Values[^1].GetProperty("createdDateTime").GetString()!;
        }

        ids.ShouldBe(_folder.Items.Select(static item => item.Id));
    }

    [Fact]
    public void LooksAtFewItemsWhenAPageIsFarInside()
    {
        int looks = 0;
        FilterField<SandboxItem> counting = new(typeof(DateTimeOffset), item =>
        {
            looks++;
            return item.Created;
        });
        string time = _folder.Items[4_000].Created.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);
        CreationStretch stretch = new(FilterParser.Parse($"createdDateTime ge {time} and createdDateTime lt 2030-01-01"), counting);

        Range range = stretch.In(_folder.ByCreation(includeAssociated: false));
        IReadOnlyList<SandboxItem> page = new CreationPages(_folder.ByCreation(includeAssociated: false), range, false, null).Take(500, 100);

        page.Select(static item => item.Id).ShouldBe(_folder.Items.Skip(4_500).Take(100).Select(static item => item.Id));
        stretch.Rest.ShouldBeNull();
        looks.ShouldBeLessThan(100);
    }

    [Theory]
    [InlineData("createdDateTime ge {0}", 1_000, 4_000)]
    [InlineData("createdDateTime gt {0}", 1_001, 3_999)]
    [InlineData("createdDateTime lt {0}", 0, 1_000)]
    [InlineData("createdDateTime le {0}", 0, 1_001)]
    [InlineData("createdDateTime eq {0}", 1_000, 1)]
    [InlineData("createdDateTime ge {0} and createdDateTime lt {1}", 1_000, 1_000)]
    [InlineData("createdDateTime lt {1} and createdDateTime ge {0}", 1_000, 1_000)]
    [InlineData("createdDateTime ge {1} and createdDateTime lt {0}", 0, 0)]
    [InlineData("createdDateTime ge {0} and type eq 'IPM.Note' and createdDateTime lt {1}", 1_000, 1_000)]
    [InlineData("createdDateTime ge {0} and type eq 'IPM.Task'", 0, 0)]
    [InlineData("not (createdDateTime lt {0})", 1_000, 4_000)]
    [InlineData("createdDateTime ne {0}", 0, 4_999)]
    [InlineData("createdDateTime lt {0} or createdDateTime ge {1}", 0, 4_000)]
    public async Task FindsTheSameItemsAsOneByOneWhenFilteredByTime(string filter, int first, int count)
    {
        string text = string.Format(CultureInfo.InvariantCulture, filter, Time(1_000), Time(2_000));

        SandboxAnswer answer = await ListAsync($"$filter={text}&$orderby=createdDateTime&$count=true&$top=3");

        answer.Root.GetProperty("@odata.count").GetInt32().ShouldBe(count);
        answer.Ids.ShouldBe(_folder.Items.Skip(first).Take(Math.Min(count, 3)).Select(static item => item.Id));
        (answer.NextLink is not null).ShouldBe(count > 3);
    }

    [Fact]
    public async Task GoesBackwardsWhenOrderedSo()
    {
        SandboxAnswer answer = await ListAsync($"$filter=createdDateTime lt {Time(2_000)}&$orderby=createdDateTime desc&$top=2&$skip=10");

        answer.Ids.ShouldBe([_folder.Items[1_989].Id, _folder.Items[1_988].Id]);
    }

    [Theory]
    [InlineData(true, 200)]
    [InlineData(false, 400)]
    public async Task TakesTheTimeOfDeliveryAsSwitched(bool takes, int status)
    {
        _client.Server.Switches.TakeReceivedDateTimeOnLists = takes;

        SandboxAnswer answer = await ListAsync($"$filter=receivedDateTime ge {Time(4_990)}&$orderby=receivedDateTime desc&$top=3");

        answer.Status.ShouldBe(status);
        if (takes)
        {
            answer.Ids.ShouldBe(_folder.Items.Reverse().Take(3).Select(static item => item.Id));
        }
    }

    private string Time(int index) => _folder.Items[index].Created.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    private Task<SandboxAnswer> ListAsync(string query) => _client.GetAsync(Chika, $"folders/{_folder.Id}/items?{query}");
}

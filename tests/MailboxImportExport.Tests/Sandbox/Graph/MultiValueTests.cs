using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Graph;

public sealed class MultiValueTests : IAsyncLifetime
{
    private const string Set = "{8ECCC264-6880-4EBE-992F-8888D2EEAA1D}";
    private SandboxClient _client = null!;

    private SandboxMailbox Adele => _client.Server.Tenant.Mailbox(SandboxClient.Adele);

    public async ValueTask InitializeAsync() => _client = await SandboxClient.StartAsync();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Theory]
    [InlineData("StringArray", "Red", "Blue")]
    [InlineData("ShortArray", "1", "-2")]
    [InlineData("IntegerArray", "1", "-2147483648")]
    [InlineData("LongArray", "9223372036854775807", "0")]
    [InlineData("CurrencyArray", "10000", "0")]
    [InlineData("DoubleArray", "1.5", "-0.25")]
    [InlineData("FloatArray", "1.5", "-0.25")]
    [InlineData("CLSIDArray", "8ecc1264-6880-4ebe-992f-8888d2eeaa1d", "00000000-0000-0000-0000-000000000000")]
    [InlineData("BinaryArray", "AQID", "")]
    [InlineData("SystemTimeArray", "2024-02-29T12:00:00Z", "1999-12-31T23:59:59Z")]
    public async Task ShowsAgainWhatWasWrittenWhenAFolderIsMadeWithAList(string type, string first, string second)
    {
        string id = $"{type} {Set} Name Palette";
        string body = JsonSerializer.Serialize(new
        {
            displayName = "Listed",
            type = "IPF.Note",
            multiValueExtendedProperties = new[] { new { id, value = new[] { first, second } } },
        });
        SandboxAnswer made = await _client.PostAsync(Adele, "folders", body);

        SandboxAnswer answer = await _client.GetAsync(
            Adele, $"folders/{made.Root.GetProperty("id").GetString()}?$expand=multiValueExtendedProperties($filter=id eq '{id}')");

        answer.Root.GetProperty("multiValueExtendedProperties")[0].GetProperty("value").EnumerateArray()
            .Select(static value => value.GetString()).ShouldBe([first, second]);
    }

    [Theory]
    [InlineData("IntegerArray", "1.5")]
    [InlineData("IntegerArray", "9223372036854775807")]
    [InlineData("CLSIDArray", "x")]
    [InlineData("BinaryArray", "!")]
    [InlineData("String", "x")]
    public async Task RefusesAListWhenAValueDoesNotFit(string type, string value)
    {
        object property = new { id = $"{type} {Set} Name Palette", value = new[] { value } };
        string body = JsonSerializer.Serialize(new { multiValueExtendedProperties = new[] { property } });

        SandboxAnswer answer = await _client.PatchAsync(Adele, $"folders/{Adele.Folder("Inbox/Projects").Id}", body);

        answer.Status.ShouldBe(400);
        answer.ErrorCode.ShouldBe("RequestBroker--ParseUri");
    }

    [Fact]
    public async Task ShowsListsOfAllItemsWhenAFolderIsListed()
    {
        SandboxFolder folder = Adele.Folder("Inbox");
        const string Keywords = "StringArray {00020329-0000-0000-C000-000000000046} Name Keywords";

        SandboxAnswer answer = await _client.GetAsync(
            Adele, $"folders/inbox/items?$top=1000&$select=id&$expand=multiValueExtendedProperties($filter=id eq '{Keywords}')");

        answer.Values.Where(static item => item.TryGetProperty("multiValueExtendedProperties", out _))
            .Select(static item => item.GetProperty("id").GetString())
            .ShouldBe(
                folder.Items.Where(static item => item.Content.Properties.Has(Tags.Keywords)).Select(static item => item.Id),
                ignoreOrder: true);
    }
}

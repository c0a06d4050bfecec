using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Graph;

public sealed class ExtendedPropertyTests : IAsyncLifetime
{
    private SandboxClient _client = null!;

    private SandboxMailbox Adele => _client.Server.Tenant.Mailbox(SandboxClient.Adele);

    public async ValueTask InitializeAsync() => _client = await SandboxClient.StartAsync();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Theory]
    [InlineData("String 0x0037", "Team meeting")]
    [InlineData("String 0x37", "Team meeting")]
    [InlineData("String 0x0037001F", "Team meeting")]
    [InlineData("SystemTime {00062002-0000-0000-C000-000000000046} Id 0x820D", "2025-03-03T09:00:00Z")]
    [InlineData("Boolean {00062002-0000-0000-C000-000000000046} Id 0x8223", "true")]
    [InlineData("Integer {00062008-0000-0000-c000-000000000046} Id 0x8501", "15")]
    [InlineData("Boolean 0x0E1B", "false")]
    public async Task ShowsTheValueAsTextWhenAnItemHasTheProperty(string id, string value)
        => (await ValueAsync(Item("Calendar", "Team meeting"), id)).ShouldBe(value);

    [Fact]
    public async Task ShowsBytesAsBase64WhenThePropertyIsBinary()
    {
        SandboxItem item = Item("Calendar", "Team meeting");

        (await ValueAsync(item, "Binary 0x300B")).ShouldBe(Convert.ToBase64String(item.Content.Properties.Content(Tags.SearchKey)!.ToArray()));
    }

    [Theory]
    [InlineData("Integer 0x0E08")]
    [InlineData("Long 0x0E08")]
    public async Task ShowsTheSizeInBothTypesWhenAsked(string id)
    {
        SandboxItem item = Item("Calendar", "Team meeting");

        (await ValueAsync(item, id)).ShouldBe(item.Size.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task ShowsRecipientNamesWhenTheyAreComputed()
        => (await ValueAsync(Item("Inbox", "Kick-off"), "String 0x0E04")).ShouldBe("Adele Vance");

    [Theory]
    [InlineData("Integer 0x0037")]
    [InlineData("String 0x3A23")]
    [InlineData("String {8ECCC264-6880-4EBE-992F-8888D2EEAA1D} Name Missing")]
    public async Task LeavesTheListOutWhenAnItemLacksTheProperty(string id)
        => (await ValueAsync(Item("Calendar", "Team meeting"), id)).ShouldBeNull();

    [Fact]
    public async Task ShowsSeveralOnAListWhenTheyAreJoinedByOr()
    {
        SandboxAnswer answer = await _client.GetAsync(Adele, "folders/calendar/items?$select=id&$expand=singleValueExtendedProperties($filter=id eq 'String 0x0037' or id eq 'Binary 0x300B')");

        answer.Values.ShouldAllBe(static item => item.GetProperty("singleValueExtendedProperties").GetArrayLength() == 2);
    }

    [Fact]
    public async Task ShowsListsWhenMultiValuesAreExpanded()
    {
        SandboxItem item = Adele.Items.First(static item => item.Content.Properties.Has(Tags.Keywords) && !item.Folder.IsHidden);
        const string Id = "StringArray {00020329-0000-0000-C000-000000000046} Name Keywords";

        SandboxAnswer answer = await _client.GetAsync(
            Adele,
            $"folders/{item.Folder.Id}/items/{item.Id}?$expand=singleValueExtendedProperties($filter=id eq 'String 0x0037'),multiValueExtendedProperties($filter=id eq '{Id}')");

        JsonElement property = answer.Root.GetProperty("multiValueExtendedProperties")[0];
        property.GetProperty("value").EnumerateArray().Select(static value => value.GetString()).ShouldBe(item.Content.Properties.Texts(Tags.Keywords));
        answer.Root.TryGetProperty("singleValueExtendedProperties", out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData(true, "String 0x0037", "String 0x37")]
    [InlineData(true, "Integer {00062008-0000-0000-C000-000000000046} Id 0x8501", "Integer {00062008-0000-0000-c000-000000000046} Id 0x8501")]
    [InlineData(false, "String 0x0037", "String 0x0037")]
    public async Task NormalisesTheIdAsSwitched(bool normalized, string asked, string shown)
    {
        _client.Server.Switches.NormalizeExtendedPropertyIds = normalized;

        IReadOnlyList<JsonElement> properties = await PropertiesAsync(Item("Calendar", "Team meeting"), asked);

        properties.Single().GetProperty("id").GetString().ShouldBe(shown);
    }

    [Theory]
    [InlineData("Text 0x0037")]
    [InlineData("String 0037")]
    [InlineData("String 0x8001")]
    [InlineData("String 0x0")]
    [InlineData("StringArray 0x0037")]
    [InlineData("String {00062008} Id 0x8501")]
    [InlineData("String {00062008-0000-0000-C000-000000000046} Number 1")]
    public async Task RefusesTheIdWhenItIsMalformed(string id)
    {
        SandboxItem item = Item("Calendar", "Team meeting");

        (await _client.GetAsync(Adele, Path(item, id))).Status.ShouldBe(400);
    }

    private static string Path(SandboxItem item, string id)
        => $"folders/{item.Folder.Id}/items/{item.Id}?$select=id&$expand=singleValueExtendedProperties($filter=id eq '{id}')";

    private SandboxItem Item(string folder, string subject) => Adele.Folder(folder).Items.Single(item => item.Subject == subject);

    private async Task<string?> ValueAsync(SandboxItem item, string id)
        => (await PropertiesAsync(item, id)).SingleOrDefault() is { ValueKind: JsonValueKind.Object } property ? property.GetProperty("value").GetString() : null;

    private async Task<IReadOnlyList<JsonElement>> PropertiesAsync(SandboxItem item, string id)
    {
        SandboxAnswer answer = await _client.GetAsync(Adele, Path(item, id));
        answer.Status.ShouldBe(200, answer.Text);
        return answer.Root.TryGetProperty("singleValueExtendedProperties", out JsonElement list) ? [.. list.EnumerateArray()] : [];
    }
}

using System;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Commands;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Sandbox.Throttling;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Commands;

public sealed class ServeSetupTests : IAsyncLifetime
{
    private SandboxClient _client = null!;

    private SandboxServer Server => _client.Server;

    private SandboxMailbox Adele => Server.Tenant.Mailbox(SandboxClient.Adele);

    public async ValueTask InitializeAsync() => _client = await SandboxClient.StartAsync();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public void LeavesTheServiceAsItIsWhenNoOptionIsGiven()
    {
        Apply();

        Server.Pace.Latency.ShouldBe(TimeSpan.Zero);
        Server.Pace.BytesPerSecond.ShouldBe(0);
        Server.Limits.AreEnforced.ShouldBeTrue();
        Server.Limits.Requests.ShouldBe(new RateLimit(10_000, TimeSpan.FromMinutes(10)));
        Server.Faults.Mix.ShouldBeNull();
    }

    [Fact]
    public void AddsContentWhenItIsAskedFor()
    {
        Apply("--items", "12", "--large-item-mb", "1");

        Adele.Folder("Inbox/Many").Items.Count.ShouldBe(12);
        Adele.Folder("Inbox/Large").Items.Count.ShouldBe(1);
    }

    [Fact]
    public void AddsThatManyLargeItemsWhenSeveralAreAskedFor()
    {
        Apply("--large-item-mb", "1", "--large-items", "3");

        Adele.Folder("Inbox/Large").Items.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(new[] { 5 })]
    [InlineData(new[] { 1, 5 })]
    [InlineData(new[] { 1, 3, 5 })]
    [InlineData(new[] { 1, 2, 3, 4, 5, 1, 2 })]
    public void SpreadsTheSizesOfLargeItemsWhenTwoAreGiven(int[] expected)
    {
        Apply("--large-item-mb", "1-5", "--large-items", $"{expected.Length}");

        Adele.Folder("Inbox/Large").Items.Select(static item => item.Content.Attachments.Single().Properties.Content(Tags.AttachData)!.Length)
            .ShouldBe(expected.Select(static size => size * 1024L * 1024));
    }

    [Fact]
    public void AddsMailboxesWithTheSameItemsWhenTheyAreAskedFor()
    {
        Apply("--items", "4", "--mailboxes", "2");

        Server.Tenant.Mailbox("user1@contoso.example").Folder("Inbox/Many").Items.Count.ShouldBe(4);
        Server.Tenant.Mailbox("user2@contoso.example").Folder("Inbox/Many").Items.Count.ShouldBe(4);
        Adele.Folder("Inbox/Many").Items.Count.ShouldBe(4);
    }

    [Fact]
    public void SpreadsTheSizesWhenAMeanIsGiven()
    {
        Apply("--items", "300", "--item-kb", "75");

        long[] sizes = [.. Adele.Folder("Inbox/Many").Items.Select(static item => item.Content.Properties.Content(Tags.Html)!.Length).Order()];
        sizes[150].ShouldBeInRange(20 * 1024, 40 * 1024);
        sizes.Average().ShouldBeInRange(50 * 1024, 100 * 1024);
    }

    [Fact]
    public void SetsSwitchesForMeasuringWhenTheyAreAskedFor()
    {
        Apply("--drop-ids", "2", "--drop-imports", "--limits-span-mailboxes", "--shared-limits", "8", "--decimal-mb");

        Server.Switches.DropEveryNthExportedItem.ShouldBe(2);
        Server.Switches.DiscardImports.ShouldBeTrue();
        Server.Switches.LimitsSpanMailboxes.ShouldBeTrue();
        Server.Limits.SharedTimes.ShouldBe(8);
        Server.Switches.UploadLimitIsDecimal.ShouldBeTrue();
    }

    [Fact]
    public void SlowsTheServiceDownWhenItIsAskedFor()
    {
        Apply("--latency-ms", "150", "--bandwidth-kb", "2000");

        Server.Pace.Latency.ShouldBe(TimeSpan.FromMilliseconds(150));
        Server.Pace.BytesPerSecond.ShouldBe(2_048_000);
    }

    [Fact]
    public void ChangesTheLimitsWhenItIsAskedFor()
    {
        Apply("--no-limits", "--divide-limits", "60");

        Server.Limits.AreEnforced.ShouldBeFalse();
        Server.Limits.Requests.ShouldBe(new RateLimit(166, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void LetsCallsFailWhenItIsAskedFor()
    {
        Apply("--fault-percent", "5", "--fault-seed", "9", "--fault-kinds", "odd-exports,stall");

        FaultMix mix = Server.Faults.Mix!;
        mix.Rate.ShouldBe(0.05);
        mix.Seed.ShouldBe(9);
        mix.Kinds.ShouldBe([.. FaultKinds.OddExports, FaultKind.Stall]);
    }

    [Fact]
    public async Task PreparesExportsWhenItIsAskedFor()
    {
        Apply("--prepared");
        SandboxItem item = Adele.Folder("Inbox").Items[0];
        byte[] before = await _client.ExportOneAsync(item);

        Server.Switches.ServerIsUpdated = true;

        (await _client.ExportOneAsync(item)).ShouldBe(before);
    }

    [Fact]
    public async Task KeepsNoEvidenceWhenItServes()
    {
        Apply();

        await _client.GetAsync(Adele, "folders");

        Server.Requests.All.ShouldBeEmpty();
    }

    private void Apply(params string[] arguments) => ServeSetup.Apply(ServeOptions.Parse(arguments), Server);
}

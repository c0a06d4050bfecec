using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Graph;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Discover;

public sealed class MeasureTests : IClassFixture<SandboxSession>
{
    private readonly SandboxSession _session;
    private readonly SandboxFolder _folder;

    public MeasureTests(SandboxSession session)
    {
        _session = session;
        _folder = Support.AddFolder($"Measured-{Guid.NewGuid():N}");
        _session.Server.Switches.SizeReporting = SizeReporting.Own;
        _session.Server.Requests.Clear();
    }

    private SandboxMailbox Support => _session.Mailbox("support");

    [Fact]
    public void CountsWhatTheFolderHolds()
    {
        Support.AddItems(_folder, 30, size: 1000);

        System.Management.Automation.PSObject measure = Measure(string.Empty);

        measure.Properties["Items"].Value.ShouldBe(30L);
        measure.Properties["Folders"].Value.ShouldBe(1);
        measure.Properties["Bytes"].Value.ShouldBe(_folder.Items.Sum(static i => (long)i.Size));
        measure.Properties["LargestItem"].Value.ShouldBe(_folder.Items.Max(static i => (long)i.Size));
        measure.Properties["Certainty"].Value.ToString().ShouldBe("Reported");
        _session.Server.Requests.Count(CallKind.ExportItems).ShouldBe(0);
    }

    [Fact]
    public void CountsByYearClassAndFolder()
    {
        DateTimeOffset first = new(2019, 12, 31, 23, 59, 59, TimeSpan.Zero);
        Support.AddMail(_folder, "old", "jo@fabrikam.example", first);
        Support.AddMail(_folder, "new", "jo@fabrikam.example", first.AddSeconds(1));
        Support.AddMail(_folder, "newer", "jo@fabrikam.example", first.AddDays(1));

        ShellResult result = _session.Run("$m = Measure-MailboxContent support@contoso.example -Folder $name; $m.ByYear + $m.ByClass + $m.ByFolder | ForEach-Object { \"$($_.Name) $($_.Items)\" }", ("name", _folder.DisplayName));

        result.OutputAs<string>().ShouldBe(["2019 1", "2020 2", "IPM.Note 3", $"{_folder.DisplayName} 3"]);
    }

    [Theory]
    [InlineData(nameof(SizeReporting.Own))]
    [InlineData(nameof(SizeReporting.SometimesFarOff))]
    public void CorrectsTheSizeByASampleOfAllItems(string reporting)
    {
        _session.Server.Switches.SizeReporting = Enum.Parse<SizeReporting>(reporting);
        Support.AddItems(_folder, 15, size: 3000);

        System.Management.Automation.PSObject measure = Measure("-Sample 15");

        // Everything was exported, so that the sum is what the exports took.
        long exported = _session.Server.Tenant.Exported.Where(e => _folder.Items.Any(i => i.Id == e.ItemId)).DistinctBy(static e => e.ItemId).Sum(static e => e.Length);
        ((long)measure.Properties["Bytes"].Value).ShouldBeInRange(exported - 1, exported + 1);
        measure.Properties["Certainty"].Value.ToString().ShouldBe("Sampled");
        measure.Properties["SampledItems"].Value.ShouldBe(15);
    }

    [Fact]
    public void ExportsNoMoreThanTheSample()
    {
        Support.AddItems(_folder, 60, size: 100);
        int before = _session.Server.Tenant.Exported.Count;

        Measure("-Sample 5").Properties["SampledItems"].Value.ShouldBe(5);

        (_session.Server.Tenant.Exported.Count - before).ShouldBe(5);
    }

    [Fact]
    public void MeasuresEachMailboxThatIsPipedIn()
        => _session.Run("'adele@contoso.example', 'support@contoso.example' | Measure-MailboxContent | ForEach-Object Mailbox").OutputAs<string>().ShouldBe(["adele@contoso.example", "support@contoso.example"]);

    [Fact]
    public void CountsEverythingOfTheMailboxThatIsVisible()
    {
        IReadOnlyList<object> listed = _session.Run("(Get-MailboxItem adele@contoso.example).Count").OutputAs<object>();

        _session.Run("(Measure-MailboxContent adele@contoso.example).Items").Output[0].BaseObject.ToString().ShouldBe(listed[0].ToString());
    }

    [Fact]
    public void ShowsATableThatAPersonReads()
    {
        Support.AddItems(_folder, 3, size: 100);

        string[] lines = _session.Run("Measure-MailboxContent support@contoso.example -Folder $name", ("name", _folder.DisplayName)).Text.Trim('\n').Split('\n');

        lines[0].ShouldStartWith("Mailbox                         Folders      Items            Bytes Sizes         Export Limit");
        lines[2].ShouldStartWith("support@contoso.example               1          3 ");
        lines[2].ShouldContain("0.00:00:");
    }

    private System.Management.Automation.PSObject Measure(string parameters)
        => _session.Run($"Measure-MailboxContent support@contoso.example -Folder $name {parameters}", ("name", _folder.DisplayName)).Output.ShouldHaveSingleItem();
}

using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Items;

public sealed class ProgressTests : IAsyncLifetime
{
    private const string Export = "Export-MailboxItem support@contoso.example -Folder Source -DestinationPath $path";
    private const string Pipe = "Get-MailboxItem support@contoso.example -Folder Source | Export-MailboxItem | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Inbox";

    private readonly SandboxSession _session = new();

    public async ValueTask InitializeAsync()
    {
        await _session.InitializeAsync();
        SandboxFolder source = _session.Mailbox("support").AddFolder("Source");
        _session.Mailbox("support").AddItems(source, 200, size: 500);
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    [Fact]
    public void SaysWhatIsDoneAndHowFar()
    {
        ProgressRecord record = Run(Export).Progress[0];

        record.Activity.ShouldBe("Exporting mailbox items");
        record.StatusDescription.ShouldMatch(@"^support@contoso\.example: \d+ of \d+ items, \d+ KB, [0-9.]+ [KM]B/s$");
        record.RecordType.ShouldBe(ProgressRecordType.Processing);
    }

    [Theory]
    [InlineData(Export)]
    [InlineData(Pipe)]
    public void WritesFourRecordsASecondAtMost(string script)
    {
        Stopwatch watch = Stopwatch.StartNew();

        ShellResult result = Run(script);

        double seconds = watch.Elapsed.TotalSeconds;
        foreach (IGrouping<string, ProgressRecord> activity in result.Progress.GroupBy(static r => r.Activity))
        {
            activity.Count(static r => r.RecordType == ProgressRecordType.Processing).ShouldBeInRange(1, 1 + (int)(4 * seconds));
        }
    }

    [Theory]
    [InlineData(Export, 1)]
    [InlineData(Pipe, 2)]
    [InlineData(Pipe + " | Select-Object -First 1", 2)]
    [InlineData("Export-MailboxItem support@contoso.example -Folder Source | Select-Object -First 3", 1)]
    public void TakesTheDisplayAwayAtTheEnd(string script, int activities)
    {
        IReadOnlyList<ProgressRecord> records = Run(script).Progress;

        records.GroupBy(static r => r.Activity).Count().ShouldBe(activities);
        records.GroupBy(static r => r.Activity).ShouldAllBe(static g => g.Last().RecordType == ProgressRecordType.Completed);
    }

    [Fact]
    public void TakesTheDisplayAwayWhenTheRunFails()
    {
        ShellResult result = _session.Try("'support@contoso.example', 'nobody@contoso.example' | Export-MailboxItem -Folder Source -ErrorAction Stop | Out-Null");

        result.Errors.ShouldNotBeEmpty();
        result.Progress.GroupBy(static r => r.Activity).ShouldAllBe(static g => g.Last().RecordType == ProgressRecordType.Completed);
    }

    [Fact]
    public void ShowsTwoActivitiesSideBySideWhenTwoCommandsRun()
        => Run(Pipe).Progress.GroupBy(static r => r.Activity).Select(static g => g.Select(static r => r.ActivityId).Distinct().Single()).ShouldBeUnique();

    [Theory]
    [InlineData("SilentlyContinue")]
    [InlineData("Ignore")]
    public void WritesNothingWhenNobodyWantsToSeeIt(string preference) => Run($"$ProgressPreference = '{preference}'; {Export}").Progress.ShouldBeEmpty();

    [Fact]
    public void WritesNothingWhileDiscovering()
        => Run("$null = Get-MailboxContentFolder adele@contoso.example -Recurse; $null = Get-MailboxItem adele@contoso.example").Progress.ShouldBeEmpty();

    private ShellResult Run(string script) => _session.Run(script, ("path", _session.NewPath()));
}

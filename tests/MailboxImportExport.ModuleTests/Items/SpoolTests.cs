using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Items;

/// <summary>Content that is too large for memory. The limit is one of the process: these tests run while no others do.</summary>
[Collection(nameof(WholeProcess))]
public sealed class SpoolTests : IAsyncLifetime
{
    private const int Count = 30;
    private const int Large = 150_000;

    private readonly SandboxSession _session = new();
    private SandboxFolder? _source;
    private SandboxFolder? _target;

    public async ValueTask InitializeAsync()
    {
        await _session.InitializeAsync();
        _source = _session.Mailbox("support").AddFolder("Source");
        _target = _session.Mailbox("chika").AddFolder("Target");
        _session.Mailbox("support").AddItems(_source, Count, size: Large);
        _session.Server.Requests.Clear();
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    [Fact]
    public void EndsWithSpoolFullWhenItemsAreOnlyCollected()
    {
        ShellResult result = _session.Try("$items = Export-MailboxItem support@contoso.example -Folder Source -SpoolLimit 1MB; 'next'");

        result.OutputAs<string>().ShouldBe(["next"]);
        SandboxSession.ErrorIds(result).ShouldBe(["SpoolFull,MailboxImportExport.Cmdlets.ExportMailboxItemCommand"]);
        result.Errors[0].Exception.Message.ShouldContain("1 MB");
        result.Errors[0].Exception.Message.ShouldContain("-DestinationPath");
        result.Errors[0].Exception.Message.ShouldContain("-SpoolLimit");
    }

    [Fact(Timeout = 60_000)]
    public async Task EndsWithSpoolFullAlsoBehindALineThatTookTheFirstItemsOnly()
    {
        ShellResult result = await _session.Shell.StartAsync(
            "$first = Export-MailboxItem support@contoso.example -Folder Source -SpoolLimit 4MB | Select-Object -First 1; $all = Export-MailboxItem support@contoso.example -Folder Source -SpoolLimit 1MB; 'next'")
            .Completion.WaitAsync(TestContext.Current.CancellationToken);

        result.OutputAs<string>().ShouldBe(["next"]);
        SandboxSession.ErrorIds(result).ShouldBe(["SpoolFull,MailboxImportExport.Cmdlets.ExportMailboxItemCommand"]);
    }

    [Fact]
    public void SaysHowFarItCameWhenTheSpoolIsFull()
    {
        ShellResult result = _session.Try("$items = Export-MailboxItem support@contoso.example -Folder Source -SpoolLimit 1MB -SummaryVariable account; $account.Verdict.ToString(); $account.Pending");

        result.Output[0].BaseObject.ShouldBe("Partial");
        ((long)result.Output[1].BaseObject).ShouldBeInRange(1, Count);
    }

    [Fact(Timeout = 60_000)]
    public async Task EndsWellWhenTheItemsAreImportedInTheSameLine()
    {
        ShellResult result = await _session.Shell.StartAsync(
            "Get-MailboxItem support@contoso.example -Folder Source | Export-MailboxItem -SpoolLimit 1MB | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Target")
            .Completion.WaitAsync(TestContext.Current.CancellationToken);

        result.Errors.ShouldBeEmpty();
        _target!.Items.Count.ShouldBe(Count);
        _session.Server.Tenant.Received.Select(static r => r.Sha256).Order().ShouldBe(_session.Server.Tenant.Exported.Select(static e => e.Sha256).Distinct().Order());
    }

    [Fact(Timeout = 60_000)]
    public async Task EndsWellWhenTheSpoolHoldsMoreItemsThanTheImportMayWriteAbout()
    {
        SandboxFolder many = _session.Mailbox("support").AddFolder("Many");
        _session.Mailbox("support").AddItems(many, 160, size: 100_000, seed: 3);

        ShellResult result = await _session.Shell.StartAsync(
            "Export-MailboxItem support@contoso.example -Folder Many -SpoolLimit 5MB | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Target")
            .Completion.WaitAsync(TestContext.Current.CancellationToken);

        result.Errors.ShouldBeEmpty();
        _target!.Items.Count.ShouldBe(160);
    }

    [Fact(Timeout = 60_000)]
    public async Task EndsWellWhenTheItemsAreThrownAway()
    {
        ShellResult result = await _session.Shell.StartAsync(
            "Export-MailboxItem support@contoso.example -Folder Source -SpoolLimit 1MB | ForEach-Object Size | Out-Null; 'next'")
            .Completion.WaitAsync(TestContext.Current.CancellationToken);

        result.Errors.ShouldBeEmpty();
        result.OutputAs<string>().ShouldBe(["next"]);
    }

    [Fact(Timeout = 60_000)]
    public async Task AsksBeforeItIsSentBackWhenTheSpoolIsFull()
    {
        ShellResult result = await _session.Shell.StartAsync("Export-MailboxItem support@contoso.example -Folder Source -SpoolLimit 1MB | Import-MailboxItem -InPlace")
            .Completion.WaitAsync(TestContext.Current.CancellationToken);

        result.Errors[^1].FullyQualifiedErrorId.ShouldStartWith("ConfirmationRequired,");
        _session.Server.Requests.Count(CallKind.ImportItem).ShouldBe(0);
    }

    [Fact(Timeout = 60_000)]
    public async Task EndsWithTheErrorOfTheImportWhenThatFailsAndTheSpoolIsFull()
    {
        ShellResult result = await _session.Shell.StartAsync("Export-MailboxItem support@contoso.example -Folder Source -SpoolLimit 1MB | Import-MailboxItem -TargetMailbox nobody@contoso.example -TargetFolder Inbox")
            .Completion.WaitAsync(TestContext.Current.CancellationToken);

        result.Errors.ShouldHaveSingleItem().FullyQualifiedErrorId.ShouldStartWith("MailboxNotFound,");
        result.Errors[0].Exception.Message.ShouldContain("nobody@contoso.example");
    }

    [Fact(Timeout = 60_000)]
    public async Task EndsWithSpoolFullWhenAnItemIsLargerThanTheLimit()
    {
        _session.Mailbox("support").AddLargeItem(_target = _session.Mailbox("support").AddFolder("Large"), 3_000_000);

        ShellResult result = await _session.Shell.StartAsync("Export-MailboxItem support@contoso.example -Folder Large -SpoolLimit 1MB").Completion.WaitAsync(TestContext.Current.CancellationToken);

        SandboxSession.ErrorIds(result).ShouldBe(["SpoolFull,MailboxImportExport.Cmdlets.ExportMailboxItemCommand"]);
        result.Errors[0].Exception.Message.ShouldContain("larger than the spool limit");
    }

    [Fact]
    public void GivesTheRoomBackWhenTheItemsWereImported()
    {
        _session.Run("foreach ($round in 1..5) { $items = Get-MailboxItem support@contoso.example -Folder Source -First 3 | Export-MailboxItem -SpoolLimit 1MB; $null = $items | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Target -ConflictAction Copy }");

        _target!.Items.Count.ShouldBe(15);
    }

    [Fact]
    public void KeepsContentInTheFolderThatIsNamed()
    {
        string path = _session.NewPath();

        _session.Run("$items = Get-MailboxItem support@contoso.example -Folder Source -First 2 | Export-MailboxItem -SpoolPath $path; ($items | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Target).Count", ("path", path))
            .Output[0].BaseObject.ShouldBe(2);

        Directory.Exists(path).ShouldBeTrue();
        Directory.EnumerateFileSystemEntries(path).ShouldBeEmpty();
    }

    [Fact]
    public void WritesFileNotWritableWhenTheSpoolCannotBeKept()
    {
        string file = _session.NewPath();
        File.WriteAllText(file, "a file");

        ShellResult result = _session.Try("Export-MailboxItem support@contoso.example -Folder Source -SpoolPath $path", ("path", file));

        SandboxSession.ErrorIds(result).ShouldBe(["FileNotWritable,MailboxImportExport.Cmdlets.ExportMailboxItemCommand"]);
    }

    [Fact]
    public void RefusesALimitThatIsTooSmall()
        => _session.Try("Export-MailboxItem support@contoso.example -SpoolLimit 5").Error(0).FullyQualifiedErrorId.ShouldStartWith("ParameterArgumentValidationError,");
}

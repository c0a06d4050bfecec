using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Connect;

/// <summary>Limits that a user sets belong to the application: all its connections in the process keep within them.</summary>
public sealed class LimitTests : IClassFixture<SandboxSession>
{
    private const string Show = "; Get-MailboxImportExportContext | ForEach-Object { \"$($_.MailboxConcurrency) $($_.MailboxRequestCount) $($_.MailboxIncomingBytes) $($_.ApplicationConcurrency)\" }";

    private readonly SandboxSession _session;

    public LimitTests(SandboxSession session)
    {
        _session = session;
        _session.Run("Disconnect-MailboxImportExport");
    }

    [Theory]
    [InlineData("", "4 10000 150000000 256")]
    [InlineData("-MailboxConcurrency 2", "2 10000 150000000 256")]
    [InlineData("-MailboxRequestCount 500 -MailboxIncomingBytes 50MB -ApplicationConcurrency 16", "4 500 52428800 16")]
    [InlineData("-MailboxRequestCount 20000 -MailboxIncomingBytes 1GB", "4 20000 1073741824 256")]
    public void HoldsAndShowsWhatIsNamed(string limits, string shown) => Connect(limits).ShouldBe(shown);

    [Fact]
    public void MakesNoMoreCallsAtOnceThanIsNamed()
    {
        string path = _session.NewPath();
        SandboxMailbox chika = _session.Mailbox("chika");
        chika.AddItems(chika.AddFolder("Limited"), 100, size: 100);
        Connect("-MailboxConcurrency 1");

        ShellResult result = _session.Run("Export-MailboxItem chika@contoso.example -Folder Limited -DestinationPath $path", ("path", path));

        result.Output.ShouldHaveSingleItem().Properties["LearnedLanes"].Value.ShouldBe(1);
        _session.Server.Limits.MostAtOnce.ShouldBe(1);
        _session.Server.Requests.Count(CallKind.ExportItems).ShouldBeGreaterThanOrEqualTo(5);
    }

    [Fact]
    public void HoldsTheSmallestNumberOfAllConnectionsOfTheApplication()
    {
        Connect("-MailboxConcurrency 3 -MailboxRequestCount 500").ShouldBe("3 500 150000000 256");
        using HostedShell other = new(new HostedShellOptions { WithUtilityStandIns = true });

        Text(other.Run(
            "Import-Module $manifest; Connect-MailboxImportExport -Sandbox -Uri $uri -MailboxConcurrency 2 -MailboxRequestCount 900" + Show,
            ("manifest", ModuleFolder.Manifest),
            ("uri", _session.Uri))).ShouldBe("2 500 150000000 256");
        Text(_session.Run("$null = 1" + Show)).ShouldBe("2 500 150000000 256");
        other.Run("Disconnect-MailboxImportExport").Errors.ShouldBeEmpty();

        Text(_session.Run("$null = 1" + Show)).ShouldBe("3 500 150000000 256");
    }

    [Fact]
    public void HoldsLargerNumbersWhenTheSessionConnectsAnew()
    {
        Connect("-MailboxConcurrency 1 -ApplicationConcurrency 4").ShouldBe("1 10000 150000000 4");

        Connect("-MailboxConcurrency 3").ShouldBe("3 10000 150000000 256");
    }

    [Theory]
    [InlineData("-MailboxConcurrency 5")]
    [InlineData("-MailboxConcurrency 0")]
    [InlineData("-MailboxRequestCount 0")]
    [InlineData("-MailboxIncomingBytes 999999")]
    [InlineData("-ApplicationConcurrency 0")]
    public void IsRefusedWhenANumberMakesNoSense(string limits)
        => SandboxSession.ErrorIds(_session.Try($"Connect-MailboxImportExport -Sandbox -Uri $uri {limits}", ("uri", _session.Uri)))
            .ShouldBe(["ParameterArgumentValidationError,MailboxImportExport.Cmdlets.ConnectMailboxImportExportCommand"]);

    private static string Text(ShellResult result) => result.OutputAs<string>().ShouldHaveSingleItem();

    private string Connect(string limits) => Text(_session.Run($"Connect-MailboxImportExport -Sandbox -Uri $uri {limits}" + Show, ("uri", _session.Uri)));
}

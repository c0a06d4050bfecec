using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Connect;

public sealed class ContextTests : IClassFixture<SandboxSession>
{
    private readonly SandboxSession _session;

    public ContextTests(SandboxSession session)
    {
        _session = session;
        _session.Connect(_session.Shell);
    }

    private SandboxApplication Application => _session.Server.BuiltInApplication;

    [Fact]
    public void SaysWhoIsConnectedWhereAndUntilWhen()
    {
        ShellResult result = _session.Run("Get-MailboxImportExportContext");

        string[] lines = result.Text.Split('\n');
        lines.ShouldContain(Line("Account", Application.Name));
        lines.ShouldContain(Line("TokenType", "Application"));
        lines.ShouldContain(Line("AuthType", "ClientSecret"));
        lines.ShouldContain(Line("ClientId", Application.ClientId));
        lines.ShouldContain(Line("TenantId", _session.Server.Tenant.Id));
        lines.ShouldContain(Line("Environment", "Sandbox"));
        lines.ShouldContain(Line("ApiVersion", "beta"));
        lines.ShouldContain(Line("GraphEndpoint", _session.Server.Uri));
        lines.ShouldContain(Line("MailboxConcurrency", 4));
        lines.ShouldContain(Line("MailboxRequestCount", 10_000));
        lines.ShouldContain(Line("MailboxIncomingBytes", 150_000_000));
        lines.ShouldContain(Line("ApplicationConcurrency", 256));
        lines.ShouldContain(Line("IsClosed", false));
    }

    [Fact]
    public void NamesTheRolesOfTheApplication()
        => _session.Run("(Get-MailboxImportExportContext).Roles").OutputAs<string>().ShouldBe(Application.Roles);

    [Fact]
    public void KnowsWhenTheTokenEnds()
    {
        string token = _session.Server.IssueToken(Application, TimeSpan.FromMinutes(30));
        DateTimeOffset issued = DateTimeOffset.UtcNow;

        ShellResult result = _session.Run(
            "Connect-MailboxImportExport -Sandbox -Uri $uri -AccessToken $token; (Get-MailboxImportExportContext).TokenExpires",
            ("uri", _session.Server.Uri.GetLeftPart(UriPartial.Authority)),
            ("token", new NetworkCredential(string.Empty, token).SecurePassword));

        result.OutputAs<DateTimeOffset>()[0].ShouldBe(issued.AddMinutes(30), TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("Get-MailboxImportExportContext | Format-List *")]
    [InlineData("Get-MailboxImportExportContext | Format-Table * ")]
    [InlineData("(Get-MailboxImportExportContext).PSObject.Properties | Format-List *")]
    [InlineData("Get-MailboxImportExportContext | ConvertTo-Json -Depth 9")]
    [InlineData("$MailboxImportExportConnection | Format-List * -Force")]
    [InlineData("New-MailboxImportSession chika@contoso.example | Format-List * -Force")]
    [InlineData("New-MailboxImportSession chika@contoso.example | ConvertTo-Json -Depth 9")]
    public void ShowsNoSecretHoweverItIsDumped(string script)
    {
        _session.Server.Requests.Clear();
        _session.Run("Get-MailboxContentStore chika@contoso.example");
        string token = _session.Server.Requests.All.Last(static r => r.Host == CallHost.Graph).Headers["Authorization"]["Bearer ".Length..];

        string text = _session.Run(script).Text;

        text.ShouldContain(_session.Server.Tenant.Id.ToString(), Case.Sensitive, "the dump is of something else");
        token.Split('.').ShouldAllBe(part => !text.Contains(part, StringComparison.Ordinal));
        text.ShouldNotContain(Application.Secrets[0].Value);
        text.ShouldNotContain("authtoken");
    }

    [Fact]
    public void WritesNothingWhenThereIsNoConnection()
        => _session.Run("Disconnect-MailboxImportExport; Get-MailboxImportExportContext").Output.ShouldBeEmpty();

    [Fact]
    public void AnswersForItsOwnSessionOnly()
    {
        using HostedShell other = new(new HostedShellOptions { WithUtilityStandIns = true });

        ShellResult result = other.Run("Import-Module $manifest; Get-MailboxImportExportContext; Get-MailboxContentStore adele@contoso.example", ("manifest", ModuleFolder.Manifest));

        result.Output.ShouldBeEmpty();
        SandboxSession.ErrorIds(result).ShouldBe(["NotConnected,MailboxImportExport.Cmdlets.GetMailboxContentStoreCommand"]);
    }

    [Fact]
    public void LeavesTheConnectionsOfOtherSessionsAloneWhenOneDisconnects()
    {
        using HostedShell other = new(new HostedShellOptions { WithUtilityStandIns = true });
        _session.Connect(other);

        other.Run("Disconnect-MailboxImportExport").Errors.ShouldBeEmpty();

        _session.Run("Get-MailboxContentStore chika@contoso.example").Output.Count.ShouldBe(1);
    }

    [Fact]
    public void ServesSeveralSessionsWhenItIsHandedOver()
    {
        object connection = _session.Run("Connect-MailboxImportExport -Sandbox -Uri $uri -PassThru", ("uri", _session.Server.Uri.GetLeftPart(UriPartial.Authority))).Output[0];
        using HostedShell other = new(new HostedShellOptions { WithUtilityStandIns = true });

        ShellResult result = other.Run(
            "Import-Module $manifest; (Get-MailboxContentStore chika@contoso.example -Connection $connection).Identity",
            ("manifest", ModuleFolder.Manifest),
            ("connection", connection));

        result.Errors.ShouldBeEmpty();
        result.OutputAs<string>().ShouldBe(["chika@contoso.example"]);
    }

    [Fact]
    public void ShowsHowToPassTheConnectionWhenAParallelBlockHasNone()
    {
        ShellResult result = _session.Try(
            "1, 2 | ForEach-Object -Parallel { Import-Module $using:manifest; Get-MailboxContentStore chika@contoso.example } -ThrottleLimit 1",
            ("manifest", ModuleFolder.Manifest));

        result.Output.ShouldBeEmpty();
        result.Errors.Select(static e => e.FullyQualifiedErrorId).ShouldBe(
            Enumerable.Repeat("NotConnected,MailboxImportExport.Cmdlets.GetMailboxContentStoreCommand", 2));
        result.Errors[0].Exception.Message.ShouldContain("-Connection $using:connection");
    }

    [Fact]
    public void ServesParallelBlocksWhenItIsPassedIn()
    {
        ShellResult result = _session.Run(
            """
            $connection = Get-MailboxImportExportContext
            'adele', 'bruno', 'chika', 'support' | ForEach-Object -Parallel {
                Import-Module $using:manifest
                (Get-MailboxContentStore "$_@contoso.example" -Connection $using:connection).Identity
            } -ThrottleLimit 2
            """,
            ("manifest", ModuleFolder.Manifest));

        result.OutputAs<string>().Order(StringComparer.Ordinal).ShouldBe(["adele@contoso.example", "bruno@contoso.example", "chika@contoso.example", "support@contoso.example"]);
    }

    [Fact]
    public void ForgetsTheConnectionOfAParallelBlockWhenTheNextOneRuns()
    {
        ShellResult result = _session.Run(
            """
            1, 2 | ForEach-Object -Parallel {
                Import-Module $using:manifest
                $null -ne (Get-MailboxImportExportContext)
                Connect-MailboxImportExport -Sandbox -Uri $using:uri
            } -ThrottleLimit 1
            """,
            ("manifest", ModuleFolder.Manifest),
            ("uri", _session.Server.Uri.GetLeftPart(UriPartial.Authority)));

        result.OutputAs<bool>().ShouldBe([false, false]);
    }

    [Fact]
    public void EndsWithNotConnectedWhenItIsUsedAfterDisconnecting()
    {
        ShellResult result = _session.Try(
            """
            $connection = Get-MailboxImportExportContext
            Disconnect-MailboxImportExport
            Get-MailboxContentStore adele@contoso.example -Connection $connection
            $connection.IsClosed
            $connection.Account
            """);

        SandboxSession.ErrorIds(result).ShouldBe(["NotConnected,MailboxImportExport.Cmdlets.GetMailboxContentStoreCommand"]);
        result.Errors[0].Exception.Message.ShouldStartWith("The connection was closed by Disconnect-MailboxImportExport.");
        result.Output.Select(static o => o.BaseObject).ShouldBe([true, Application.Name]);
    }

    [Fact]
    public void ClosesTheConnectionsThatArePipedIn()
    {
        ShellResult result = _session.Run(
            """
            $a = Connect-MailboxImportExport -Sandbox -Uri $uri -PassThru
            $b = Connect-MailboxImportExport -Sandbox -Uri $uri -PassThru
            $a | Disconnect-MailboxImportExport
            $a.IsClosed
            $b.IsClosed
            $null -ne (Get-MailboxImportExportContext)
            """,
            ("uri", _session.Server.Uri.GetLeftPart(UriPartial.Authority)));

        result.OutputAs<bool>().ShouldBe([true, false, true]);
    }

    [Fact]
    public void DoesNothingWhenThereIsNothingToDisconnect()
        => _session.Run("Disconnect-MailboxImportExport; Disconnect-MailboxImportExport").Output.ShouldBeEmpty();

    [Theory(Timeout = 60_000)]
    [InlineData(nameof(CallKind.ListItems), "Get-MailboxItem support@contoso.example -Folder Inbox")]
    [InlineData(nameof(CallKind.ExportItems), "Get-MailboxItem support@contoso.example -Folder Inbox -First 3 | Export-MailboxItem")]
    public async Task EndsWithNotConnectedWhenAnotherSessionDisconnectsMeanwhile(string kind, string script)
    {
        object connection = _session.Run("$items = Get-MailboxItem support@contoso.example -Folder Inbox -First 3 | Export-MailboxItem; Get-MailboxImportExportContext").Output[0];
        using CallGate gate = new(_session.Server, Enum.Parse<CallKind>(kind));
        RunningScript running = _session.Shell.StartAsync(script);
        await gate.ReachedAsync().WaitAsync(TestContext.Current.CancellationToken);

        DisconnectElsewhere(connection);

        ShellResult result = await running.Completion.WaitAsync(TestContext.Current.CancellationToken);
        result.Errors.ShouldNotBeEmpty();
        result.Errors[^1].FullyQualifiedErrorId.ShouldStartWith("NotConnected,");
    }

    [Fact(Timeout = 60_000)]
    public async Task SaysThatAnItemMayHaveBeenImportedWhenAnotherSessionDisconnectsMeanwhile()
    {
        object connection = _session.Run("$items = Get-MailboxItem support@contoso.example -Folder Inbox -First 1 | Export-MailboxItem; Get-MailboxImportExportContext").Output[0];
        using CallGate gate = new(_session.Server, CallKind.ImportItem);
        RunningScript running = _session.Shell.StartAsync("$items | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Inbox");
        await gate.ReachedAsync().WaitAsync(TestContext.Current.CancellationToken);

        DisconnectElsewhere(connection);

        ShellResult result = await running.Completion.WaitAsync(TestContext.Current.CancellationToken);
        SandboxSession.ErrorIds(result).ShouldBe(["ItemNotImported,MailboxImportExport.Cmdlets.ImportMailboxItemCommand"]);
        result.Errors[0].Exception.Message.ShouldContain("may have been imported");
    }

    private static void DisconnectElsewhere(object connection)
    {
        using HostedShell other = new(new HostedShellOptions { WithUtilityStandIns = true });
        other.Run("Import-Module $manifest; Disconnect-MailboxImportExport $connection", ("manifest", ModuleFolder.Manifest), ("connection", connection)).Errors.ShouldBeEmpty();
    }

    private static string Line(string name, object value) => $"{name,-22} : {value}";
}

using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Shell;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.SignIn;

/// <summary>Tokens that end, and tokens that are refused, while a command runs.</summary>
public sealed class RenewalTests : IAsyncLifetime
{
    private const string ByDevice = "Connect-MailboxImportExport -Sandbox -Uri $uri -TenantId contoso.example -ClientId $client -UseDeviceCode; ";
    private const string ByItself = "Connect-MailboxImportExport -Sandbox -Uri $uri; ";
    private const string List = "Get-MailboxItem adele@contoso.example -Folder Inbox -Recurse | ForEach-Object ItemId";
    private const string Export = "Export-MailboxItem adele@contoso.example -Folder Inbox -Recurse | ForEach-Object SourceItemId";

    // Within the last five minutes of its life a token is renewed before each call: all of this one are the last.
    private static readonly TimeSpan AlwaysEnding = TimeSpan.FromMinutes(4);

    private readonly HostedShell _shell = new(new HostedShellOptions { WithUtilityStandIns = true });
    private SandboxServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        await StartAsync(TimeSpan.FromHours(1));
        _shell.Run("Import-Module $manifest", ("manifest", ModuleFolder.Manifest)).Errors.ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        _shell.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(ByDevice)]
    [InlineData(ByItself)]
    public async Task GoesOnListingWhenTheTokenEndsOnTheWay(string connect)
    {
        await RestartAsync(AlwaysEnding);

        ShellResult result = Run(connect + List);

        result.Errors.ShouldBeEmpty();
        result.OutputAs<string>().Order().ShouldBe(ItemIds());
        _server.Requests.Of(CallKind.ListItems).Select(static r => r.Headers["Authorization"]).Distinct().Count().ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task AsksTheUserOnceOnlyWhenTheTokenEndsOnTheWay()
    {
        await RestartAsync(AlwaysEnding);

        ShellResult result = Run(ByDevice + List);

        result.Warnings.ShouldHaveSingleItem().ShouldContain("/devicelogin");
        _server.Requests.Count(CallKind.DeviceCode).ShouldBe(1);
        _server.Requests.Of(CallKind.Token).Count(static r => r.Body!.Contains("grant_type=refresh_token", StringComparison.Ordinal)).ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData(ByDevice)]
    [InlineData(ByItself)]
    public void LosesNothingWhenAChallengeComesInTheMiddleOfAnExport(string connect)
    {
        ChallengeAtSecond(CallKind.ExportItems);

        ShellResult result = Run(connect + Export);

        result.Errors.ShouldBeEmpty();
        result.OutputAs<string>().Order().ShouldBe(ItemIds());
        _server.Requests.Of(CallKind.ExportItems).ShouldContain(static r => r.Status == 401);
    }

    [Fact]
    public void AsksForOneNewTokenWhenAChallengeMeetsSeveralCalls()
    {
        ChallengeAtSecond(CallKind.ExportItems);

        Run(ByItself + Export).Errors.ShouldBeEmpty();

        _server.Requests.Count(CallKind.Token).ShouldBe(2);
    }

    [Fact]
    public void AsksTheUserOnceOnlyWhenAChallengeComes()
    {
        ChallengeAtSecond(CallKind.ExportItems);

        Run(ByDevice + Export).Warnings.ShouldHaveSingleItem();

        _server.Requests.Count(CallKind.DeviceCode).ShouldBe(1);
    }

    [Fact]
    public void EndsWithSignInRequiredWhenTheSignInWasRevokedMeanwhile()
    {
        _server.Gates.OnNext(CallKind.ExportItems, _ =>
        {
            _server.SignIns.Revoke(_server.SignIns.User!);
            _server.Challenge.Require();
            return Task.CompletedTask;
        });

        ShellResult result = Run(ByDevice + Export);

        result.Errors.ShouldNotBeEmpty();
        result.Errors[^1].FullyQualifiedErrorId.ShouldStartWith("SignInRequired,");
        result.Errors[^1].Exception.Message.ShouldContain("Connect again");
        _server.Requests.Count(CallKind.DeviceCode).ShouldBe(1);
    }

    [Fact]
    public void ShowsNoTokenWhenOneIsRenewed()
    {
        ChallengeAtSecond(CallKind.ExportItems);

        ShellResult result = Run("$DebugPreference = $VerbosePreference = 'Continue'; " + ByDevice + Export);

        _server.ShouldStandInNoStream(result);
    }

    private string[] ItemIds() => [.. new[] { "Inbox", "Inbox/Projects", "Inbox/Projects/Alpha", "Inbox/Audit 2024/25" }
        .SelectMany(path => _server.Tenant.Mailbox("adele@contoso.example").Folder(path).Items)
        .Select(static item => item.Id)
        .Order()];

    private void ChallengeAtSecond(CallKind kind)
    {
        _server.Gates.OnNext(kind, static _ => Task.CompletedTask);
        _server.Gates.OnNext(kind, _ =>
        {
            _server.Challenge.Require();
            return Task.CompletedTask;
        });
    }

    private ShellResult Run(string script) => _shell.Run(
        script,
        ("uri", _server.Uri.GetLeftPart(UriPartial.Authority)),
        ("client", _server.BuiltInApplication.ClientId.ToString()));

    private async Task RestartAsync(TimeSpan lifetime)
    {
        await _server.DisposeAsync();
        await StartAsync(lifetime);
    }

    private async Task StartAsync(TimeSpan lifetime)
    {
        _server = await SandboxServer.StartAsync(new SandboxOptions { PublishAddress = true, AccessTokenLifetime = lifetime }, CancellationToken.None);
        _server.Switches.DeviceCodeInterval = 0;
        _server.SignIns.User = _server.Tenant.User("adele@contoso.example");
    }
}

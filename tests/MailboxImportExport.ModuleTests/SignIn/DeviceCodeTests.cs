using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.SignIn;

/// <summary>Each test has a sandbox of its own: what one leaves waiting at the token endpoint must not meet the next.</summary>
public sealed class DeviceCodeTests : IAsyncLifetime
{
    private const string Connect = "Connect-MailboxImportExport -Sandbox -Uri $uri -TenantId contoso.example -ClientId $client -UseDeviceCode";
    private const string Look = "; Get-MailboxImportExportContext | ForEach-Object { $_.AuthType, $_.Account, $_.TokenType, $_.ClientId }";

    private readonly SandboxSession _session = new();

    public async ValueTask InitializeAsync()
    {
        await _session.InitializeAsync();
        _session.Run("Disconnect-MailboxImportExport");
        _session.Server.SignIns.User = null;
        _session.Server.Switches.DeviceCodeInterval = 0;
        _session.Server.Requests.Clear();
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private string Client => _session.Server.BuiltInApplication.ClientId.ToString();

    private SandboxUser Adele => _session.Server.Tenant.User("adele@contoso.example");

    [Theory]
    [InlineData("UseDeviceCode")]
    [InlineData("UseDeviceAuthentication")]
    [InlineData("Device")]
    public void ConnectsAsTheUserWhenTheCodeIsApproved(string name)
    {
        OnPoll(Approve);

        ShellResult result = Run(Connect.Replace("UseDeviceCode", name, StringComparison.Ordinal) + Look);

        result.Errors.ShouldBeEmpty();
        result.OutputAs<string>().ShouldBe(["DeviceCode", "adele@contoso.example", "Delegated", Client]);
    }

    [Fact]
    public void ReachesTheMailboxOfTheUserWhenSheHasSignedIn()
    {
        OnPoll(Approve);

        ShellResult result = Run(Connect + "; (Get-MailboxContentStore adele@contoso.example).Identity");

        result.Errors.ShouldBeEmpty();
        result.OutputAs<string>().ShouldBe(["adele@contoso.example"]);
    }

    [Fact]
    public void ShowsWhereToGoAndWhatToTypeAsAWarning()
    {
        IReadOnlyList<string> codes = [];
        OnPoll(() =>
        {
            codes = _session.Server.SignIns.PendingUserCodes;
            Approve();
        });

        ShellResult result = Run(Connect);

        string shown = result.Warnings.ShouldHaveSingleItem();
        codes.Count(code => shown.Contains(code, StringComparison.Ordinal)).ShouldBe(1);
        shown.ShouldContain("/devicelogin");
    }

    [Fact]
    public void KeepsAskingWhileTheUserHasNotFinished()
    {
        OnPoll(static () => { }, static () => { }, Approve);

        Run(Connect).Errors.ShouldBeEmpty();

        _session.Server.Requests.Of(CallKind.Token).Select(static r => r.Status).ShouldBe([400, 400, 200]);
        _session.Server.Requests.Count(CallKind.DeviceCode).ShouldBe(1);
    }

    [Fact]
    public void SaysThatTheUserDeclinedWhenSheDid()
    {
        OnPoll(Decline);

        Fails("SignInFailed", "declined", "AADSTS70017").Exception.Message.ShouldContain("Run the command again");
    }

    [Theory]
    [InlineData(70020, "SignInFailed", "The code has expired.", "Run the command again")]
    [InlineData(53003, "SignInBlocked", "device codes are often blocked", "sign-in log of Entra")]
    [InlineData(530034, "SignInBlocked", "security policy", "sign-in log of Entra")]
    [InlineData(50097, "SignInBlocked", "known device", "without -UseDeviceCode")]
    [InlineData(50076, "SignInBlocked", "Multifactor authentication is required", "without -UseDeviceCode")]
    [InlineData(65001, "ConsentMissing", "Nobody has consented", "grant consent")]
    [InlineData(50057, "SignInFailed", "disabled", "-LoginHint")]
    public void SaysWhyAndWhatToDoWhenTheSignInIsRefused(int number, string id, string cause, string nextStep)
    {
        _session.Server.SignIns.User = Adele;
        _session.Server.SignIns.Refuse(number);

        Fails(id, cause, $"AADSTS{number}").Exception.Message.ShouldContain(nextStep);
    }

    [Fact]
    public void TellsToAllowPublicClientsWhenTheApplicationWantsAProof()
    {
        SandboxApplication confidential = _session.Server.Tenant.AddApplication(new SandboxApplication(Guid.NewGuid(), Guid.NewGuid(), "confidential"));

        Fails("ClientSecretInvalid", "Allow public client flows", "AADSTS7000218", confidential.ClientId.ToString());
    }

    [Fact]
    public void AsksNobodyWhenTheTenantIsWrong()
    {
        ShellResult result = Run(Connect.Replace("contoso.example", "fabrikam.example", StringComparison.Ordinal));

        ErrorIds(result, "TenantNotFound");
        result.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("-LoginHint adele@contoso.example")]
    [InlineData("-ManagedIdentity")]
    [InlineData("-CertificateThumbprint ABC")]
    public void RefusesTheParametersOfOtherWaysToSignIn(string parameters)
    {
        ShellResult result = Run($"{Connect} {parameters}");

        result.Errors.ShouldHaveSingleItem().FullyQualifiedErrorId.ShouldStartWith("AmbiguousParameterSet,");
        _session.Server.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public void AsksForTheClientIdWhenItIsMissing()
    {
        ShellResult result = Run("Connect-MailboxImportExport -Sandbox -Uri $uri -UseDeviceCode");

        result.Errors.ShouldHaveSingleItem().FullyQualifiedErrorId.ShouldStartWith("MissingMandatoryParameter,");
        result.Errors[0].Exception.Message.ShouldContain("ClientId");
    }

    [Fact]
    public void ShowsNoTokenInAnyStream()
    {
        OnPoll(static () => { }, Approve);

        ShellResult result = Run(
            """
            $DebugPreference = $VerbosePreference = $InformationPreference = 'Continue'
            Connect-MailboxImportExport -Sandbox -Uri $uri -TenantId contoso.example -ClientId $client -UseDeviceCode -PassThru | Format-List * -Force
            Get-MailboxContentStore adele@contoso.example
            """);

        result.Errors.ShouldBeEmpty();
        _session.Server.ShouldStandInNoStream(result);
    }

    [Fact]
    public void ShowsNoDeviceCodeWhenTheSignInFails()
    {
        OnPoll(Decline);

        ShellResult result = Run("$DebugPreference = $VerbosePreference = 'Continue'; " + Connect);

        _session.Server.ShouldStandInNoStream(result);
    }

    private ErrorRecord Fails(string id, string cause, string code, string? client = null)
    {
        ShellResult result = Run(Connect + "; (Get-MailboxImportExportContext) -eq $null", client);
        ErrorIds(result, id);
        result.OutputAs<bool>().ShouldBe([true]);
        string message = result.Errors[0].Exception.Message;
        message.ShouldContain(cause);
        message.ShouldContain(code);
        return result.Errors[0];
    }

    private static void ErrorIds(ShellResult result, string id)
        => SandboxSession.ErrorIds(result).ShouldBe([$"{id},MailboxImportExport.Cmdlets.ConnectMailboxImportExportCommand"]);

    private ShellResult Run(string script, string? client = null) => _session.Try(script, ("uri", _session.Uri), ("client", client ?? Client));

    // All that are pending: a test whose sign-in was refused leaves its code behind.
    private void Approve() => _session.Server.SignIns.PendingUserCodes.ToList().ForEach(code => _session.Server.SignIns.Approve(code, Adele));

    private void Decline() => _session.Server.SignIns.PendingUserCodes.ToList().ForEach(_session.Server.SignIns.Decline);

    // What happens while the client asks for the first, the second, ... time.
    private void OnPoll(params Action[] actions)
    {
        foreach (Action action in actions)
        {
            _session.Server.Gates.OnNext(CallKind.Token, _ =>
            {
                action();
                return Task.CompletedTask;
            });
        }
    }
}

using System;
using System.Management.Automation;
using System.Net;
using MailboxImportExport.Sandbox.Shell;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.SignIn;

public sealed class ProxyTests : IClassFixture<SandboxSession>, IDisposable
{
    private const string Connect = "Connect-MailboxImportExport -Sandbox -Uri $uri -Proxy $proxy";

    private readonly SandboxSession _session;
    private readonly LoopbackProxy _proxy = new("jo", "proxy-password");

    public ProxyTests(SandboxSession session)
    {
        _session = session;
        _session.Run("Disconnect-MailboxImportExport");
        _session.Server.Requests.Clear();
    }

    public void Dispose() => _proxy.Dispose();

    [Fact]
    public void GoesThroughTheProxyWhenItsCredentialIsGiven()
    {
        ShellResult result = Run(Connect + " -ProxyCredential $credential; (Get-MailboxContentStore adele@contoso.example).Identity", "proxy-password");

        result.Errors.ShouldBeEmpty();
        result.OutputAs<string>().ShouldBe(["adele@contoso.example"]);
        _proxy.Tunnels.ShouldAllBe(target => target == _session.Server.Uri.Authority);

        // Sign-in and Graph have clients of their own.
        _proxy.Tunnels.Count.ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" -ProxyCredential $credential")]
    public void SaysThatTheProxyWantsASignInWhenTheCredentialIsMissingOrWrong(string parameters)
    {
        ShellResult result = Run(Connect + parameters, "hunter2hunter2");

        SandboxSession.ErrorIds(result).ShouldBe(["ProxyRefused,MailboxImportExport.Cmdlets.ConnectMailboxImportExportCommand"]);
        result.Errors[0].Exception.Message.ShouldContain("407");
        result.Errors[0].Exception.Message.ShouldContain("-ProxyCredential");
        result.Errors[0].Exception.ToString().ShouldNotContain("hunter2");
        _session.Server.Requests.All.ShouldBeEmpty();
        _proxy.Refused.ShouldNotBeEmpty();
    }

    private ShellResult Run(string script, string password) => _session.Try(
        script,
        ("uri", _session.Uri),
        ("proxy", _proxy.Uri),
        ("credential", new PSCredential("jo", new NetworkCredential(string.Empty, password).SecurePassword)));
}

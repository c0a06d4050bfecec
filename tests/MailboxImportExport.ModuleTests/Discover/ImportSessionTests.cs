using System;
using System.Linq;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Shell;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Discover;

public sealed class ImportSessionTests : IClassFixture<SandboxSession>
{
    private const string Id = ",MailboxImportExport.Cmdlets.NewMailboxImportSessionCommand";

    private readonly SandboxSession _session;

    public ImportSessionTests(SandboxSession session)
    {
        _session = session;
        _session.Server.Requests.Clear();
    }

    [Fact]
    public void OpensASessionThatSaysItsMailboxAndItsEnd()
    {
        DateTimeOffset end = DateTimeOffset.UtcNow + _session.Server.Switches.ImportSessionLifetime;

        System.Management.Automation.PSObject opened = _session.Run("New-MailboxImportSession chika@contoso.example").Output.ShouldHaveSingleItem();

        opened.Properties.Select(static p => p.Name).ShouldBe(["MailboxId", "Expires"]);
        opened.Properties["MailboxId"].Value.ShouldBe(_session.Mailbox("chika").Id);
        ((DateTimeOffset)opened.Properties["Expires"].Value).ShouldBe(end, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void OpensOneForEachMailboxThatIsPipedIn()
        => _session.Run("('chika@contoso.example', 'support@contoso.example' | New-MailboxImportSession).MailboxId")
            .OutputAs<string>().ShouldBe([_session.Mailbox("chika").Id, _session.Mailbox("support").Id]);

    [Fact]
    public void OpensOneForTheArchiveWhenAskedTo()
        => _session.Run("(New-MailboxImportSession adele@contoso.example -Archive).MailboxId")
            .OutputAs<string>().ShouldBe([_session.Server.Tenant.Archive("adele@contoso.example").Id]);

    [Fact]
    public void MakesNoCallAtAllWhenWhatIfIsGiven()
    {
        _session.Run("New-MailboxImportSession chika@contoso.example -WhatIf").Output.ShouldBeEmpty();

        _session.Server.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public void NamesThePermissionWhenItIsMissing()
    {
        using HostedShell shell = new(new HostedShellOptions { WithUtilityStandIns = true });
        _session.ConnectWithRoles(shell, "User.Read.All", "MailboxItem.Export.All");

        ShellResult result = shell.Run("New-MailboxImportSession chika@contoso.example");

        SandboxSession.ErrorIds(result).ShouldBe(["MailboxRefused" + Id]);
        result.Text.ShouldContain("New-MailboxImportSession needs MailboxItem.ImportExport.All");
        result.Errors[0].TargetObject.ShouldBe("chika@contoso.example");
        _session.Server.Requests.Count(CallKind.CreateImportSession).ShouldBe(1);
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Access;

public sealed class AccessTests : IClassFixture<SandboxSession>
{
    private const string Id = ",MailboxImportExport.Cmdlets.TestMailboxImportExportAccessCommand";
    private const string Show = " | ForEach-Object { \"$($_.Call) $($_.Status) $($_.MissingPermission)\".TrimEnd() }";

    private readonly SandboxSession _session;

    public AccessTests(SandboxSession session)
    {
        _session = session;
        _session.Server.Requests.Clear();
    }

    private string Chika => _session.Mailbox("chika").Id;

    [Fact]
    public void ShowsOneResultForEachCall()
    {
        ShellResult result = _session.Run("Test-MailboxImportExportAccess chika@contoso.example" + Show);

        result.OutputAs<string>().ShouldBe(["Settings Allowed", "Folders Allowed", "Items Allowed", "Export Allowed", "ImportSession Allowed", "FolderWrite NotTested", "ImportHost Allowed"]);
    }

    [Fact]
    public void ShowsATableThatAPersonReads()
    {
        string text = _session.Run("Test-MailboxImportExportAccess chika@contoso.example").Text;

        text.ShouldContain("chika@contoso.example          FolderWrite   NotTested                                                       Add -IncludeWrite to create and remove a folder.");
    }

    [Fact]
    public void ReadsNoContentAndWritesNothingUnlessAskedTo()
    {
        _session.Run("Test-MailboxImportExportAccess chika@contoso.example");

        _session.Server.Requests.All.Count(static r => r.Kind is CallKind.CreateFolder or CallKind.DeleteFolder or CallKind.DeleteItem or CallKind.GetItem).ShouldBe(0);
        _session.Server.Requests.Of(CallKind.ExportItems).ShouldHaveSingleItem().Status.ShouldBe(200);
        _session.Server.Requests.Of(CallKind.ImportItem).ShouldBeEmpty();
    }

    [Fact]
    public void RemovesTheFolderThatItCreatedWhenWritingIsIncluded()
    {
        ShellResult result = _session.Run("Test-MailboxImportExportAccess chika@contoso.example -IncludeWrite | Where-Object Call -eq FolderWrite" + Show);

        result.OutputAs<string>().ShouldBe(["FolderWrite Allowed"]);
        _session.Server.Requests.Count(CallKind.CreateFolder).ShouldBe(1);
        _session.Run("Get-MailboxContentFolder chika@contoso.example -Recurse | Where-Object Path -like '*access test*'").Output.ShouldBeEmpty();
    }

    [Fact]
    public void WritesNothingWhenOnlyAskedWhatItWouldDo()
    {
        ShellResult result = _session.Run("Test-MailboxImportExportAccess chika@contoso.example -IncludeWrite -WhatIf | Where-Object Call -eq FolderWrite" + Show);

        result.OutputAs<string>().ShouldBe(["FolderWrite NotTested"]);
        _session.Server.Requests.Count(CallKind.CreateFolder).ShouldBe(0);
    }

    [Fact]
    public void NamesTheMissingPermissionOfEachRefusedCall()
    {
        using HostedShell shell = Limited("MailboxItem.Export.All");

        ShellResult result = shell.Run("Test-MailboxImportExportAccess $id -IncludeWrite" + Show, ("id", Chika));

        result.OutputAs<string>().ShouldBe(
        [
            "Settings NotTested",
            "Folders Denied MailboxFolder.Read.All",
            "Items Denied MailboxItem.Read.All",
            "Export Allowed",
            "ImportSession Denied MailboxItem.ImportExport.All",
            "FolderWrite Denied MailboxFolder.ReadWrite.All",
            "ImportHost NotTested",
        ]);
    }

    [Fact]
    public void AdvisesConsentOrARoleInExchangeWhenACallIsRefused()
    {
        using HostedShell shell = Limited("User.Read.All");

        ShellResult result = shell.Run("Test-MailboxImportExportAccess chika@contoso.example | Where-Object Call -eq Export | ForEach-Object { $_.Advice; $_.ServiceCode; [string]$_.StatusCode; $_.RequestId }");

        result.OutputAs<string>()[0].ShouldBe("Consent to MailboxItem.Export.All, or give the application the Exchange role 'Application MailboxItem.Export' with a scope that holds this mailbox.");
        result.OutputAs<string>().Skip(1).ShouldBe(["ErrorAccessDenied", "403", _session.Server.Requests.Of(CallKind.ExportItems)[^1].RequestId]);
    }

    [Fact]
    public void TriesTheMailboxByItsComposedIdWhenTheSettingsAreRefused()
    {
        using HostedShell shell = Limited("MailboxFolder.Read.All");

        ShellResult result = shell.Run("$user | Test-MailboxImportExportAccess" + Show, ("user", _session.Server.Tenant.User("chika@contoso.example")));

        result.OutputAs<string>().Take(2).ShouldBe(["Settings Denied User.Read.All", "Folders Allowed"]);
    }

    [Fact]
    public void TestsNoCallOnTheMailboxWhenItsIdIsNotKnown()
    {
        using HostedShell shell = Limited("MailboxFolder.Read.All");

        ShellResult result = shell.Run("Test-MailboxImportExportAccess chika@contoso.example" + Show);

        result.OutputAs<string>().ShouldBe(["Settings Denied User.Read.All", "Folders NotTested", "Items NotTested", "Export NotTested", "ImportSession NotTested", "FolderWrite NotTested"]);
    }

    [Fact]
    public void SaysNotFoundWhenThereIsNoSuchMailbox()
        => _session.Run("'nobody@contoso.example', 'dana@contoso.example' | Test-MailboxImportExportAccess | Where-Object Call -eq Settings" + Show)
            .OutputAs<string>().ShouldBe(["Settings NotFound", "Settings NotFound"]);

    [Fact]
    public void TriesTheArchiveWhenAskedTo()
    {
        ShellResult result = _session.Run("Test-MailboxImportExportAccess adele@contoso.example -Archive | ForEach-Object { $_.MailboxId; $_.Status }");

        result.Output[0].BaseObject.ShouldBe(_session.Server.Tenant.User("adele@contoso.example").Archive!.Id);
        result.Output.Count(static o => o.ToString() == "Allowed").ShouldBe(6);
    }

    [Fact]
    public void WarnsOnceWhenTheTokenHasRolesForAllMailboxes()
    {
        ShellResult result = _session.Run("'chika@contoso.example', 'adele@contoso.example' | Test-MailboxImportExportAccess");

        result.Warnings.ShouldHaveSingleItem().ShouldContain("no scope in Exchange limits them");
    }

    [Fact]
    public void AllowsWhatIsScopedInExchangeThoughTheTokenHasNoRoles()
    {
        using HostedShell shell = Scoped("chika");

        ShellResult result = shell.Run("Test-MailboxImportExportAccess $id" + Show, ("id", Chika));

        result.OutputAs<string>().Skip(1).Take(3).ShouldBe(["Folders Allowed", "Items Allowed", "Export Allowed"]);
        result.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void ProvesThatAMailboxIsOutOfScope()
    {
        using HostedShell shell = Scoped("chika");

        ShellResult result = shell.Run("Test-MailboxImportExportAccess $id -ExpectDenied | ForEach-Object { \"$($_.Call) $($_.Status) $($_.AsExpected)\" }", ("id", _session.Mailbox("adele").Id));

        result.Errors.ShouldBeEmpty();
        result.OutputAs<string>().Take(4).ShouldBe(["Settings NotTested ", "Folders Denied True", "Items Denied True", "Export Denied True"]);
    }

    [Fact]
    public void WritesAnErrorWhenAMailboxShouldBeOutOfReachAndIsNot()
    {
        using HostedShell shell = Scoped("chika");

        ShellResult result = shell.Run("Test-MailboxImportExportAccess $id -ExpectDenied", ("id", Chika));

        SandboxSession.ErrorIds(result).ShouldBe(["AccessNotDenied" + Id]);
        result.Error(0).Exception.Message.ShouldContain("Folders, Items, Export");
    }

    [Fact]
    public void DoesNotTakeAMissingMailboxForAProof()
        => SandboxSession.ErrorIds(_session.Try("Test-MailboxImportExportAccess nobody@contoso.example -ExpectDenied")).ShouldBe(["AccessNotDenied" + Id]);

    [Theory]
    [InlineData("support@contoso.example")]
    [InlineData("bruno@contoso.example")]
    public void SaysThatAUserReachesOnlyTheOwnMailbox(string other)
    {
        using HostedShell shell = AsUser("adele@contoso.example", "User.Read.All", "MailboxFolder.Read", "MailboxItem.Read");

        ShellResult result = shell.Run("Test-MailboxImportExportAccess $other" + Show, ("other", other));

        SandboxSession.ErrorIds(result).ShouldBe(["DelegatedMailboxRefused" + Id]);
        result.Error(0).Exception.Message.ShouldContain("only the own mailbox");
        result.Error(0).Exception.Message.ShouldContain("-CertificateThumbprint");
        result.OutputAs<string>()[1].ShouldBe("Folders Denied MailboxFolder.Read");
    }

    [Fact]
    public void NamesTheDelegatedPermissionWhenAUserLacksIt()
    {
        using HostedShell shell = AsUser("adele@contoso.example", "User.Read.All", "MailboxFolder.Read");

        ShellResult result = shell.Run("Test-MailboxImportExportAccess adele@contoso.example" + Show);

        result.Errors.ShouldBeEmpty();
        result.OutputAs<string>().Take(4).ShouldBe(["Settings Allowed", "Folders Allowed", "Items Denied MailboxItem.Read", "Export Denied MailboxItem.Export"]);
    }

    private HostedShell Limited(params string[] roles)
    {
        HostedShell shell = new(new HostedShellOptions { WithUtilityStandIns = true });
        _session.ConnectWithRoles(shell, roles);
        return shell;
    }

    private HostedShell Scoped(string user) => Connected(_session.Server.IssueToken(_session.Server.Tenant.AddApplication(new SandboxApplication(Guid.NewGuid(), Guid.NewGuid(), "scoped")
    {
        ExchangeRoles = [.. new[] { "MailboxFolder.Read", "MailboxItem.Read", "MailboxItem.Export" }
            .Select(role => new ExchangeRoleAssignment("Application " + role, new HashSet<Guid> { _session.Mailbox(user).Guid }))],
    })));

    private HostedShell AsUser(string user, params string[] scopes) => Connected(_session.Server.IssueToken(_session.Server.Tenant.User(user), scopes));

    private HostedShell Connected(string token)
    {
        HostedShell shell = new(new HostedShellOptions { WithUtilityStandIns = true });
        shell.Run(
            "Import-Module $manifest; Connect-MailboxImportExport -Sandbox -Uri $uri -AccessToken $token",
            ("manifest", ModuleFolder.Manifest),
            ("uri", _session.Uri),
            ("token", new NetworkCredential(string.Empty, token).SecurePassword)).Errors.ShouldBeEmpty();
        return shell;
    }
}

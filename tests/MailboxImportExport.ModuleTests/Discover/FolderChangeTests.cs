using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Graph;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Discover;

public sealed class FolderChangeTests : IClassFixture<SandboxSession>
{
    private readonly SandboxSession _session;

    public FolderChangeTests(SandboxSession session) => _session = session;

    private SandboxMailbox Support => _session.Mailbox("support");

    [Theory]
    [InlineData(nameof(DeltaRoot.Never))]
    [InlineData(nameof(DeltaRoot.Always))]
    public void TellsTheWholeTreeAsAddedInTheFirstRound(string root)
    {
        _session.Server.Switches.FolderDeltaTellsRoot = Enum.Parse<DeltaRoot>(root);
        IReadOnlyList<string> listed = _session.Run("Get-MailboxContentFolder adele@contoso.example -Recurse | ForEach-Object Path").OutputAs<string>();

        ShellResult result = _session.Run("Get-MailboxContentFolder adele@contoso.example -Delta | ForEach-Object { \"$($_.ChangeKind) $($_.Path)\" }");

        result.OutputAs<string>().ShouldBe(listed.Select(static p => $"Added {p}"), ignoreOrder: true);
    }

    [Fact]
    public void TellsWhatWasAddedRenamedAndRemoved()
    {
        SandboxFolder renamed = Support.AddFolder("Old name");
        SandboxFolder removed = Support.AddFolder("Going");
        _session.Run("$null = Get-MailboxContentFolder support@contoso.example -Delta -DeltaTokenVariable token");
        Support.TryChangeFolder(renamed, "New name", []);
        Support.RemoveFolder(removed);
        Support.AddFolder("Inbox/Added");

        ShellResult result = _session.Run("Get-MailboxContentFolder support@contoso.example -DeltaToken $token -DeltaTokenVariable token | ForEach-Object { \"$($_.ChangeKind) $($_.Path) $($_.OldPath)\" }");

        IReadOnlyList<string> told = result.OutputAs<string>();
        told.ShouldContain("Changed New name Old name");
        told.ShouldContain("Removed Going ");
        told.ShouldContain("Added Inbox/Added ");
        _session.Run("Get-MailboxContentFolder support@contoso.example -DeltaToken $token").Output.ShouldBeEmpty();
    }

    [Fact]
    public void TellsWhatIsGoneByComparisonWhenTheServiceHasForgotten()
    {
        SandboxFolder removed = Support.AddFolder("Gone meanwhile");
        _session.Run("$null = Get-MailboxContentFolder support@contoso.example -Delta -DeltaTokenVariable token");
        Support.RemoveFolder(removed);
        _session.Server.ExpireDeltaTokens();

        ShellResult result = _session.Run("Get-MailboxContentFolder support@contoso.example -DeltaToken $token | Where-Object ChangeKind -eq Removed | ForEach-Object Path");

        result.OutputAs<string>().ShouldBe(["Gone meanwhile"]);
        result.Warnings.ShouldHaveSingleItem().ShouldContain("no longer knows");
    }

    [Fact]
    public void RefusesAFolderBecauseTheWholeTreeIsTold()
        => SandboxSession.ErrorIds(_session.Try("Get-MailboxContentFolder support@contoso.example -Folder Inbox -Delta")).ShouldBe(["ArgumentInvalid,MailboxImportExport.Cmdlets.GetMailboxContentFolderCommand"]);

    [Fact]
    public void ExportsTheFoldersThatWereAdded()
    {
        _session.Run("$null = Get-MailboxContentFolder support@contoso.example -Delta -DeltaTokenVariable token");
        SandboxFolder folder = Support.AddFolder("With items");
        Support.AddItems(folder, 2, size: 100);

        _session.Run("Get-MailboxContentFolder support@contoso.example -DeltaToken $token | Where-Object Path -eq 'With items' | Export-MailboxItem").Output.Count.ShouldBe(2);
    }
}

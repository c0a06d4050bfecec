using System;
using System.Linq;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Items;

/// <summary>The folder that items go into: found in any language, made where that is asked for, and told once when it is not there.</summary>
public sealed class TargetFolderTests : IClassFixture<SandboxSession>
{
    private const string ImportId = ",MailboxImportExport.Cmdlets.ImportMailboxItemCommand";
    private const string CopyId = ",MailboxImportExport.Cmdlets.CopyMailboxItemCommand";

    private readonly SandboxSession _session;
    private readonly SandboxFolder _source;

    public TargetFolderTests(SandboxSession session)
    {
        _session = session;
        _source = Support.AddFolder($"Source-{Guid.NewGuid():N}");
        _session.Shell.Reset();
        _session.Connect(_session.Shell);
        _session.Server.Requests.Clear();
    }

    private SandboxMailbox Support => _session.Mailbox("support");

    private SandboxMailbox Chika => _session.Mailbox("chika");

    [Theory]
    [InlineData("Inbox", "Inbox")]
    [InlineData("DeletedItems", "Deleted Items")]
    [InlineData("Calendar", "Calendar")]
    [InlineData("'Inbox/Verträge & Angebote'", "Inbox/Verträge & Angebote")]
    public void PutsItemsOfAGermanMailboxIntoTheEnglishFolder(string source, string target)
    {
        SandboxMailbox mailbox = _session.Server.Tenant.AddMailbox(Guid.NewGuid(), MailboxKind.Primary, MailboxLanguage.English);
        StandardFolders.AddTo(mailbox);

        int count = Run($"Get-MailboxItem bruno@contoso.example -Folder {source} | Export-MailboxItem | Import-MailboxItem -TargetMailbox $id -CreateFolder", ("id", mailbox.Id)).Output.Count;

        count.ShouldBeGreaterThan(0);
        mailbox.Folder(target).Items.Count.ShouldBe(count);
    }

    [Fact]
    public void CreatesAFolderOfTheClassOfTheSource()
    {
        SandboxFolder calendar = Support.AddFolder(Support.WellKnown("calendar")!, new NewFolder($"Team-{Guid.NewGuid():N}") { FolderClass = "IPF.Appointment" });
        Support.AddItems(Support.AddFolder(calendar, new NewFolder("2024") { FolderClass = "IPF.Appointment" }), 1, size: 100);

        Run("Get-MailboxItem support@contoso.example -Folder $path | Export-MailboxItem | Import-MailboxItem -TargetMailbox chika@contoso.example -CreateFolder", ("path", $"Calendar/{calendar.DisplayName}/2024"));

        Chika.Folder($"Calendar/{calendar.DisplayName}").FolderClass.ShouldBe("IPF.Appointment");
        Chika.Folder($"Calendar/{calendar.DisplayName}/2024").FolderClass.ShouldBe("IPF.Appointment");
    }

    [Theory]
    [InlineData("Export-MailboxItem support@contoso.example -Folder $source")]
    [InlineData("$items = Export-MailboxItem support@contoso.example -Folder $source; $items")]
    [InlineData("$null = Export-MailboxItem support@contoso.example -Folder $source -DestinationPath $path; $path")]
    public void TellsOnceThatTheFolderIsNotThere(string items)
    {
        Support.AddItems(_source, 7, size: 100);

        ShellResult result = Try(items + " | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Missing -SummaryVariable account", ("path", _session.NewPath()));

        SandboxSession.ErrorIds(result).ShouldBe(["TargetFolderNotFound" + ImportId]);
        result.Errors[0].Exception.Message.ShouldContain("'Missing' in chika@contoso.example");
        result.Errors[0].Exception.Message.ShouldContain("-CreateFolder");
        Run("\"$($account.Verdict) $($account.Requested) = $($account.Done) $($account.FailedCount + $account.Pending)\"").OutputAs<string>().ShouldBe(["Partial 7 = 0 7"]);
        _session.Server.Requests.Count(CallKind.CreateImportSession).ShouldBe(0);
    }

    [Fact]
    public void TellsOnceForEachMailboxThatGoesIntoItself()
    {
        _session.Mailbox("adele").AddFolder(_source.DisplayName);
        _session.Mailbox("adele").AddItems(_session.Mailbox("adele").Folder(_source.DisplayName), 3, size: 100);
        Support.AddItems(_source, 3, size: 100);

        ShellResult result = Try("'adele@contoso.example', 'support@contoso.example' | Export-MailboxItem -Folder $source | Import-MailboxItem -InPlace -TargetFolder Missing -Force");

        SandboxSession.ErrorIds(result).ShouldBe(Enumerable.Repeat("TargetFolderNotFound" + ImportId, 2));
        result.Errors.Select(static e => e.TargetObject).ShouldBe(["adele@contoso.example", "support@contoso.example"], ignoreOrder: true);
    }

    [Fact]
    public void TellsOnceThatACopyHasNoFolderToGoInto()
    {
        Support.AddItems(_source, 7, size: 100);

        ShellResult result = Try("Get-MailboxItem support@contoso.example -Folder $source | Copy-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Missing -SummaryVariable account");

        SandboxSession.ErrorIds(result).ShouldBe(["TargetFolderNotFound" + CopyId]);
        Run("\"$($account.Verdict) $($account.Requested) = $($account.Done) $($account.FailedCount)\"").OutputAs<string>().ShouldBe(["Partial 7 = 0 7"]);
        result.Warnings.ShouldHaveSingleItem().ShouldContain("'Missing'");
        _session.Server.Requests.Count(CallKind.ExportItems).ShouldBe(0);
    }

    private ShellResult Run(string script, params (string Name, object? Value)[] variables) => _session.Run(script, [.. variables, ("source", _source.DisplayName)]);

    private ShellResult Try(string script, params (string Name, object? Value)[] variables) => _session.Try(script, [.. variables, ("source", _source.DisplayName)]);
}

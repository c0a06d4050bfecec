using System;
using System.Linq;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Discover;

public sealed class NewContentFolderTests : IClassFixture<SandboxSession>
{
    private const string Id = ",MailboxImportExport.Cmdlets.NewMailboxContentFolderCommand";

    private readonly SandboxSession _session;
    private readonly string _name = $"New-{Guid.NewGuid():N}";

    public NewContentFolderTests(SandboxSession session)
    {
        _session = session;
        _session.Shell.Reset();
        _session.Connect(_session.Shell);
        _session.Server.Requests.Clear();
    }

    private SandboxMailbox Chika => _session.Mailbox("chika");

    [Fact]
    public void CreatesTheFolderAndWritesIt()
    {
        ShellResult result = Run("New-MailboxContentFolder chika@contoso.example $name");

        SandboxFolder created = Chika.Folder(_name);
        created.FolderClass.ShouldBe("IPF.Note");
        System.Management.Automation.PSObject written = result.Output.ShouldHaveSingleItem();
        written.Properties["FolderId"].Value.ShouldBe(created.Id);
        written.Properties["Path"].Value.ShouldBe(_name);
        written.Properties["MailboxId"].Value.ShouldBe(Chika.Id);
    }

    [Fact]
    public void CreatesTheFoldersAboveWhenTheyAreMissing()
    {
        Run("New-MailboxContentFolder chika@contoso.example -Path \"$name/A//B/C\"").Output.ShouldHaveSingleItem().Properties["Path"].Value.ShouldBe($"{_name}/A//B/C");

        SandboxFolder last = Chika.Folders.Single(f => f.Parent?.Parent?.DisplayName == _name);
        last.DisplayName.ShouldBe("C");
        last.Parent!.DisplayName.ShouldBe("A/B");
    }

    [Fact]
    public void CreatesBelowAFolderThatIsThere()
    {
        Run("New-MailboxContentFolder chika@contoso.example Inbox/$name");

        Chika.Folder($"Inbox/{_name}").Parent.ShouldBe(Chika.WellKnown("inbox"));
        _session.Server.Requests.Count(CallKind.CreateFolder).ShouldBe(1);
    }

    [Theory]
    [InlineData("Inbox", "Posteingang")]
    [InlineData("DeletedItems", "Gelöschte Elemente")]
    public void CreatesBelowAGermanFolderWhenItIsNamedInEnglish(string parent, string german)
    {
        Run("New-MailboxContentFolder bruno@contoso.example \"$parent/$name\"", ("parent", parent)).Output[0].Properties["Path"].Value.ShouldBe($"{german}/{_name}");

        _session.Mailbox("bruno").Folder($"{german}/{_name}").ShouldNotBeNull();
    }

    [Fact]
    public void CreatesAFolderOfTheClassThatWasAskedFor()
    {
        Run("New-MailboxContentFolder chika@contoso.example $name -FolderClass IPF.Appointment");

        Chika.Folder(_name).FolderClass.ShouldBe("IPF.Appointment");
    }

    [Fact]
    public void CreatesTheFolderInEachMailboxThatIsPipedIn()
    {
        Run("'chika@contoso.example', 'support@contoso.example' | New-MailboxContentFolder -Path $name").Output.Count.ShouldBe(2);

        Chika.Folder(_name).ShouldNotBeNull();
        _session.Mailbox("support").Folder(_name).ShouldNotBeNull();
    }

    [Fact]
    public void CreatesTheFolderInTheArchiveWhenAskedTo()
    {
        Run("New-MailboxContentFolder adele@contoso.example $name -Archive");

        _session.Server.Tenant.Archive("adele@contoso.example").Folder(_name).ShouldNotBeNull();
    }

    [Fact]
    public void WritesFolderExistsWhenTheFolderIsThere()
    {
        Run("New-MailboxContentFolder chika@contoso.example $name");

        ShellResult result = Try("'chika@contoso.example', 'support@contoso.example' | New-MailboxContentFolder -Path $name");

        SandboxSession.ErrorIds(result).ShouldBe(["FolderExists" + Id]);
        result.Errors[0].TargetObject.ShouldBe(_name);
        result.Output.Count.ShouldBe(1);
        _session.Server.Requests.Count(CallKind.CreateFolder).ShouldBe(2);
    }

    [Fact]
    public void WritesTheFolderThatIsThereWhenForced()
    {
        string id = (string)Run("New-MailboxContentFolder chika@contoso.example $name").Output[0].Properties["FolderId"].Value;

        Run("New-MailboxContentFolder chika@contoso.example $name -Force").Output.ShouldHaveSingleItem().Properties["FolderId"].Value.ShouldBe(id);
    }

    [Fact]
    public void MakesNoCallAtAllWhenWhatIfIsGiven()
    {
        ShellResult result = Run("'chika@contoso.example', 'adele@contoso.example' | New-MailboxContentFolder -Path $name -WhatIf");

        result.Output.ShouldBeEmpty();
        _session.Server.Requests.All.ShouldBeEmpty();
        _session.Shell.RunAsUser("New-MailboxContentFolder chika@contoso.example X -WhatIf")
            .ShouldContain("What if: Performing the operation \"Create folder\" on target \"chika@contoso.example: X\".");
    }

    [Theory]
    [InlineData("No", 0)]
    [InlineData("Yes", 1)]
    public void DoesWhatTheUserAnswersWhenAskedToConfirm(string answer, int created)
    {
        _session.Shell.Answer(answer);

        Run("New-MailboxContentFolder chika@contoso.example $name -Confirm").Output.Count.ShouldBe(created);

        Chika.Folders.Count(f => f.DisplayName == _name).ShouldBe(created);
    }

    [Fact]
    public void AsksNobodyWhenNotAskedToConfirm() => Run("New-MailboxContentFolder chika@contoso.example $name").Prompts.ShouldBeEmpty();

    [Fact]
    public void WritesArgumentInvalidWhenThePathHasNoName()
        => SandboxSession.ErrorIds(Try("New-MailboxContentFolder chika@contoso.example /")).ShouldBe(["ArgumentInvalid" + Id]);

    [Fact]
    public void NamesThePermissionWhenItIsMissing()
    {
        using HostedShell shell = new(new HostedShellOptions { WithUtilityStandIns = true });
        _session.ConnectWithRoles(shell, "User.Read.All", "MailboxFolder.Read.All");

        ShellResult result = shell.Run("New-MailboxContentFolder chika@contoso.example $name", ("name", _name));

        SandboxSession.ErrorIds(result).ShouldBe(["MailboxRefused" + Id]);
        result.Text.ShouldContain("New-MailboxContentFolder needs MailboxFolder.ReadWrite.All");
        result.Text.ShouldContain($"creating the folder '{_name}' in chika@contoso.example");
    }

    private ShellResult Run(string script, params (string Name, object? Value)[] variables) => _session.Run(script, [.. variables, ("name", _name)]);

    private ShellResult Try(string script) => _session.Try(script, ("name", _name));
}

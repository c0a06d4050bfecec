using System;
using System.IO;
using System.Linq;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Discover;

public sealed class ContentStoreTests : IClassFixture<SandboxSession>
{
    private const string Id = ",MailboxImportExport.Cmdlets.GetMailboxContentStoreCommand";

    private readonly SandboxSession _session;

    public ContentStoreTests(SandboxSession session)
    {
        _session = session;
        _session.Server.Requests.Clear();
    }

    private SandboxUser Adele => _session.Server.Tenant.User("adele@contoso.example");

    private SandboxUser Bruno => _session.Server.Tenant.User("bruno@contoso.example");

    [Fact]
    public void GivesTheIdsOfTheMailboxAndItsArchive()
    {
        ShellResult result = _session.Run("Get-MailboxContentStore adele@contoso.example | ForEach-Object { $_.MailboxId, $_.ArchiveMailboxId, $_.Identity, $_.IsArchive, $_.ResolvedBy }");

        result.Output.Select(static o => o.ToString()).ShouldBe([Adele.Mailbox!.Id, Adele.Archive!.Id, "adele@contoso.example", "False", "UserPrincipalName"]);
    }

    [Fact]
    public void ShowsATableThatAPersonReads()
        => _session.Run("Get-MailboxContentStore adele@contoso.example, chika@contoso.example").Text.ShouldBe(
            $"""

            Identity                         Archive ResolvedBy                 MailboxId
            --------                         ------- ----------                 ---------
            adele@contoso.example            False   UserPrincipalName          {Adele.Mailbox!.Id}
            chika@contoso.example            False   UserPrincipalName          {_session.Mailbox("chika").Id}


            """);

    [Theory]
    [InlineData("'bruno@contoso.example'", "UserPrincipalName")]
    [InlineData("'BRUNO@CONTOSO.EXAMPLE'", "UserPrincipalName")]
    [InlineData("$bruno.ObjectId", "ObjectId")]
    [InlineData("[string]$bruno.ObjectId", "ObjectId")]
    [InlineData("$bruno.Mailbox.Id", "Given")]
    [InlineData("[pscustomobject]@{ ExternalDirectoryObjectId = $bruno.ObjectId; Id = 'Bruno Schmidt'; Guid = [guid]::NewGuid(); PrimarySmtpAddress = 'x@y.example' }", "ExternalDirectoryObjectId")]
    [InlineData("[pscustomobject]@{ UserPrincipalName = 'bruno@contoso.example'; PrimarySmtpAddress = 'bruno.schmidt@contoso.example' }", "UserPrincipalName")]
    [InlineData("[pscustomobject]@{ PrimarySmtpAddress = 'bruno@contoso.example'; ExternalDirectoryObjectId = '' }", "Address")]
    [InlineData("[pscustomobject]@{ Id = [string]$bruno.ObjectId; Mail = 'bruno.schmidt@contoso.example' }", "ObjectId")]
    [InlineData("[pscustomobject]@{ PrimarySmtpAddress = 'bruno.schmidt@contoso.example'; ExchangeGuid = $bruno.ExchangeGuid }", "Composed")]
    [InlineData("@{ UserPrincipalName = 'bruno@contoso.example' }", "UserPrincipalName")]
    [InlineData("(Get-MailboxContentStore bruno@contoso.example)", "Given")]
    [InlineData("(Get-MailboxContentFolder bruno@contoso.example -Folder Inbox)", "Given")]
    [InlineData("(Get-MailboxItem bruno@contoso.example -Folder Inbox -First 1)", "Given")]
    public void FindsTheMailboxWhenItIsPipedIn(string input, string resolvedBy)
    {
        ShellResult result = _session.Run(input + " | Get-MailboxContentStore | ForEach-Object { $_.MailboxId, [string]$_.ResolvedBy }", ("bruno", Bruno));

        result.OutputAs<string>().ShouldBe([Bruno.Mailbox!.Id, resolvedBy]);
    }

    [Fact]
    public void FindsTheMailboxesOfACsvFile()
    {
        string file = _session.NewPath();
        File.WriteAllLines(file, ["DisplayName,UserPrincipalName,ExchangeGuid", "Adele,adele@contoso.example,", $"Bruno,,{Bruno.ExchangeGuid}", "Chika,chika@contoso.example,"]);

        _session.Run("(Import-Csv $file | Get-MailboxContentStore).MailboxId", ("file", file))
            .OutputAs<string>().ShouldBe([Adele.Mailbox!.Id, Bruno.Mailbox!.Id, _session.Mailbox("chika").Id]);
    }

    [Fact]
    public void FindsTheMailboxWhenItIsGivenByName()
        => _session.Run("(Get-MailboxContentStore -Mailbox adele@contoso.example, bruno@contoso.example).MailboxId")
            .OutputAs<string>().ShouldBe([Adele.Mailbox!.Id, Bruno.Mailbox!.Id]);

    [Fact]
    public void ComposesTheIdWithoutACallWhenAskedTo()
    {
        ShellResult result = _session.Run("$bruno | Get-MailboxContentStore -ComposeMailboxId", ("bruno", Bruno));

        result.Output.ShouldHaveSingleItem().Properties["MailboxId"].Value.ShouldBe(Bruno.Mailbox!.Id);
        _session.Server.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public void GivesTheArchiveWhenAskedTo()
        => _session.Run("Get-MailboxContentStore adele@contoso.example -Archive | ForEach-Object { $_.MailboxId, [string]$_.IsArchive, [string]$_ }")
            .OutputAs<string>().ShouldBe([Adele.Archive!.Id, "True", "adele@contoso.example (archive)"]);

    [Fact]
    public void WritesArchiveNotFoundWhenThereIsNone()
    {
        ShellResult result = _session.Try("'bruno@contoso.example', 'adele@contoso.example' | Get-MailboxContentStore -Archive");

        SandboxSession.ErrorIds(result).ShouldBe(["ArchiveNotFound" + Id]);
        result.Errors[0].TargetObject.ShouldBe("bruno@contoso.example");
        result.Output.Count.ShouldBe(1);
    }

    [Fact]
    public void FindsTheArchiveWhenTheConnectionSpeaksV1()
    {
        using HostedShell shell = new(new HostedShellOptions { WithUtilityStandIns = true });

        ShellResult result = shell.Run(
            """
            Import-Module $manifest
            Connect-MailboxImportExport -Sandbox -Uri $uri -ApiVersion v1.0
            (Get-MailboxContentStore adele@contoso.example -Archive).MailboxId
            (Get-MailboxItem adele@contoso.example -Archive -Folder Inbox -First 1 | Export-MailboxItem).SourceMailboxId
            (Get-MailboxContentFolder -Mailbox $archive -Folder Inbox).MailboxId
            """,
            ("manifest", ModuleFolder.Manifest),
            ("uri", _session.Uri),
            ("archive", Adele.Archive!.Id));

        result.Errors.ShouldBeEmpty();
        result.OutputAs<string>().ShouldBe(Enumerable.Repeat(Adele.Archive!.Id, 3));
    }

    [Fact]
    public void GoesOnWithTheOthersWhenAMailboxCannotBeFound()
    {
        ShellResult result = _session.Try(
            "'adele@contoso.example', 'nobody@contoso.example', 'dana@contoso.example', 'no mailbox', [pscustomobject]@{ Name = 'x' }, 'chika@contoso.example' | Get-MailboxContentStore");

        result.Output.Count.ShouldBe(2);
        SandboxSession.ErrorIds(result).ShouldBe(["MailboxNotFound" + Id, "MailboxUnavailable" + Id, "MailboxNotRecognized" + Id, "MailboxNotRecognized" + Id]);
        result.Errors.Select(static e => e.TargetObject.ToString()).ShouldBe(["nobody@contoso.example", "dana@contoso.example", "no mailbox", "@{Name=x}"]);
    }

    [Fact]
    public void SaysWhatTheServiceSaidAndWhatToDo()
    {
        ShellResult result = _session.Try("Get-MailboxContentStore nobody@contoso.example");

        string message = result.Error(0).Exception.Message;
        message.ShouldContain("nobody@contoso.example");
        message.ShouldContain("404 Request_ResourceNotFound");
        message.ShouldContain(_session.Server.Requests.All[^1].RequestId);
        message.ShouldContain(_session.Server.Requests.All[^1].ClientRequestId!);
        message.ShouldContain("ExternalDirectoryObjectId");
    }

    [Fact]
    public void WarnsWhenAMailboxIsGivenTwice()
    {
        ShellResult result = _session.Run("'adele@contoso.example', 'chika@contoso.example', $id, 'ADELE@contoso.example' | Get-MailboxContentStore", ("id", Adele.Mailbox!.Id));

        result.Output.Count.ShouldBe(2);
        result.Warnings.Count.ShouldBe(2);
        result.Warnings.ShouldAllBe(static w => w.Contains("given twice", StringComparison.Ordinal));
    }

    [Fact]
    public void EndsWithTooManyRefusalsWhenTenMailboxesRefuse()
    {
        using HostedShell shell = new(new HostedShellOptions { WithUtilityStandIns = true });
        _session.ConnectWithRoles(shell, "MailboxItem.Export.All");
        _session.Server.Requests.Clear();

        ShellResult result = shell.Run("1..40 | ForEach-Object { \"user$_@contoso.example\" } | Get-MailboxContentStore");

        SandboxSession.ErrorIds(result).ShouldBe([.. Enumerable.Repeat("MailboxRefused" + Id, 10), "TooManyRefusals" + Id]);

        // They are looked up in groups, and the next group may be on its way; nobody asks for all of them.
        _session.Server.Requests.Count(CallKind.GetSettings).ShouldBeLessThan(40);
    }

    [Fact]
    public void NamesThePermissionWhenItIsMissing()
    {
        using HostedShell shell = new(new HostedShellOptions { WithUtilityStandIns = true });
        _session.ConnectWithRoles(shell, "MailboxItem.Export.All");

        ShellResult result = shell.Run("Get-MailboxContentStore adele@contoso.example");

        result.Error(0).ErrorDetails.Message.ShouldContain("Get-MailboxContentStore needs User.Read.All");
        result.Text.ShouldContain("User.Read.All");
    }
}

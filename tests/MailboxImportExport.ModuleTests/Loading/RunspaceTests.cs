using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Loading;

/// <summary>Several sessions in one process, as in Azure Automation, thread jobs and ForEach-Object -Parallel.</summary>
public sealed class RunspaceTests(SandboxSession session) : IClassFixture<SandboxSession>
{
    private const int Runspaces = 4;

    private static readonly string[] Mailboxes = ["adele@contoso.example", "bruno@contoso.example", "support@contoso.example"];

    [Fact]
    public async Task ExportsSideBySideWhenEachRunspaceHasItsConnection()
    {
        // The first sign-in waits for those of the others, the first export for more than its own runspace makes.
        session.Server.Gates.HoldFirstUntil(CallKind.Token, Runspaces);
        session.Server.Gates.HoldFirstUntil(CallKind.ExportItems, Runspaces);

        ShellResult[] results = await Task.WhenAll(Enumerable.Range(0, Runspaces).Select(i => Task.Run(() => ExportAs(Application(i), i))));

        results.ShouldAllBe(static r => r.Errors.Count == 0);
        results.Select(static r => r.OutputAs<string>()[0]).Distinct().Count().ShouldBe(Runspaces);
        results.ShouldAllBe(static r => r.OutputAs<string>()[1] == "Complete");
    }

    [Fact]
    public void ExportsSeveralMailboxesWhenParallelBlocksAreGivenTheConnection()
    {
        ShellResult result = session.Run(
            """
            $connection = Get-MailboxImportExportContext
            $mailboxes | ForEach-Object -ThrottleLimit 3 -Parallel {
                Import-Module $using:manifest
                $at = $using:folder
                Export-MailboxItem $_ -Folder Inbox -DestinationPath "$at/parallel-$_" -Connection $using:connection | ForEach-Object { "$($_.Mailbox) $($_.Verdict)" }
            }
            """,
            ("mailboxes", Mailboxes),
            ("manifest", ModuleFolder.Manifest));

        result.OutputAs<string>().ShouldBe(Mailboxes.Select(static m => $"{m} Complete"), ignoreOrder: true);
    }

    [Fact]
    public void JoinsTheRunWhenSeveralRunspacesExportIntoOneFolder()
    {
        ShellResult result = session.Run(
            """
            $connection = Get-MailboxImportExportContext
            $mailboxes | ForEach-Object -ThrottleLimit 3 -Parallel {
                Import-Module $using:manifest
                $at = $using:folder
                Export-MailboxItem $_ -Folder Inbox -DestinationPath "$at/together" -Connection $using:connection | ForEach-Object { "$($_.Verdict) $($_.Done)" }
            }
            """,
            ("mailboxes", Mailboxes),
            ("manifest", ModuleFolder.Manifest));

        result.OutputAs<string>().ShouldAllBe(static line => line.StartsWith("Complete ", StringComparison.Ordinal));
        int exported = result.OutputAs<string>().Sum(static line => int.Parse(line["Complete ".Length..], null));
        File.ReadLines(Path.Combine(session.Folder, "together", "manifest.jsonl")).Distinct().Count().ShouldBe(exported);
        Directory.GetFiles(Path.Combine(session.Folder, "together", "items"), "*.fts", SearchOption.AllDirectories).Length.ShouldBe(exported);
    }

    [Fact]
    public void SaysHowToPassTheConnectionWhenAParallelBlockHasNone()
    {
        ShellResult result = session.Try(
            "1 | ForEach-Object -Parallel { Import-Module $using:manifest; Get-MailboxItem adele@contoso.example }",
            ("manifest", ModuleFolder.Manifest));

        ErrorRecord error = result.Errors.ShouldHaveSingleItem();
        error.FullyQualifiedErrorId.ShouldBe("NotConnected,MailboxImportExport.Cmdlets.GetMailboxItemCommand");
        error.Exception.Message.ShouldContain("-Connection $using:connection");
    }

    [Fact]
    public void ForgetsTheConnectionOfTheIterationBeforeWhenARunspaceIsUsedAgain()
    {
        ShellResult result = session.Run(
            """
            1..2 | ForEach-Object -ThrottleLimit 1 -Parallel {
                Import-Module $using:manifest
                "before $_ $($null -ne (Get-MailboxImportExportContext))"
                Connect-MailboxImportExport -Sandbox -Uri $using:uri
                "after $_ $($null -ne (Get-MailboxImportExportContext))"
            }
            """,
            ("manifest", ModuleFolder.Manifest),
            ("uri", Uri));

        result.OutputAs<string>().ShouldBe(["before 1 False", "after 1 True", "before 2 False", "after 2 True"]);
    }

    [Fact]
    public void KeepsItsConnectionWhenAnotherRunspaceDisconnects()
    {
        session.Run(
            "1 | ForEach-Object -Parallel { Import-Module $using:manifest; Connect-MailboxImportExport -Sandbox -Uri $using:uri; Disconnect-MailboxImportExport }",
            ("manifest", ModuleFolder.Manifest),
            ("uri", Uri));

        session.Run("Get-MailboxItem adele@contoso.example -Folder Inbox -First 1").Output.Count.ShouldBe(1);
    }

    private string Uri => session.Server.Uri.GetLeftPart(UriPartial.Authority);

    private SandboxApplication Application(int number) => session.Server.Tenant.AddApplication(
        new SandboxApplication(Guid.NewGuid(), Guid.NewGuid(), $"application {number}")
        {
            Roles = GraphPermissions.AllRoles,
            Secrets = [new ClientSecret($"secret-of-{number}", DateTimeOffset.MaxValue)],
        });

    private ShellResult ExportAs(SandboxApplication application, int number)
    {
        using HostedShell shell = new();
        return shell.Run(
            """
            Import-Module $manifest
            Connect-MailboxImportExport -Sandbox -Uri $uri -TenantId $tenant -ClientSecretCredential $credential
            (Get-MailboxImportExportContext).ClientId
            Export-MailboxItem adele@contoso.example -Folder Inbox -DestinationPath $destination | ForEach-Object { "$($_.Verdict)" }
            """,
            ("manifest", ModuleFolder.Manifest),
            ("uri", Uri),
            ("tenant", session.Server.Tenant.Id.ToString()),
            ("credential", new PSCredential(application.ClientId.ToString(), new NetworkCredential(string.Empty, application.Secrets[0].Value).SecurePassword)),
            ("destination", Path.Combine(session.Folder, $"runspace-{number}")));
    }
}

using System;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Items;

/// <summary>Targets that have no room for everything: one error, the rest is left for later, and other mailboxes go on.</summary>
public sealed class FullMailboxTests : IAsyncLifetime
{
    private const int Count = 400;
    private const string Account = "\"$($account.Mailbox): $($account.Verdict) $($account.Requested) = $($account.FailedCount) $($account.Pending)\"";

    private readonly SandboxSession _session = new();
    private SandboxFolder _source = null!;
    private SandboxFolder _target = null!;
    private string _path = null!;

    private SandboxMailbox Support => _session.Mailbox("support");

    private SandboxMailbox Chika => _session.Mailbox("chika");

    private RequestLog Requests => _session.Server.Requests;

    public async ValueTask InitializeAsync()
    {
        await _session.InitializeAsync();
        _source = Support.AddFolder("Source");
        _target = Chika.AddFolder("Target");
        _path = _session.NewPath();
        Support.AddItems(_source, Count, size: 100);
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    [Fact]
    public void ImportsAFolderAsFarAsThereIsRoom()
    {
        Export("support");
        Chika.Room = 10_000;
        const string Line = "$account = Import-MailboxItem -Path $path/support -TargetMailbox chika@contoso.example -TargetFolder Target -CreateFolder";

        ShellResult result = Try($"{Line}; {Account}");

        ErrorRecord error = Single(result, "Import-MailboxItem");
        error.TargetObject.ShouldBe("chika@contoso.example");
        error.Exception.Message.ShouldMatch("chika@contoso.example is full: .* needs [0-9,]+ bytes, and what is still to come about [0-9,]+ ");
        result.OutputAs<string>().ShouldBe([$"chika@contoso.example: Partial {Count} = 1 {Count - 1 - Chika.Folder("Target/Source").Items.Count}"]);
        result.Warnings.ShouldHaveSingleItem().ShouldStartWith("PARTIAL: chika@contoso.example");

        Chika.Room = null;
        Run($"{Line}; {Account}").OutputAs<string>().ShouldBe([$"chika@contoso.example: Complete {Count} = 0 0"]);
        Chika.Folder("Target/Source").Items.Count.ShouldBe(Count);
    }

    [Fact]
    public void StopsTheExportInFrontOfIt()
    {
        Chika.Room = 10_000;
        const string Line = "Get-MailboxItem support@contoso.example -Folder Source | Export-MailboxItem -SummaryVariable exported | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Target -SummaryVariable account";

        ShellResult result = Try($"$null = . {{ {Line} }}; \"$($account.Verdict) $($account.FailedCount)\"; \"$($exported.Verdict) $($exported.Requested) $($exported.Pending -gt 0)\"");

        Single(result, "Import-MailboxItem");
        result.OutputAs<string>().ShouldBe(["Partial 1", $"Partial {Count} True"]);
        Requests.ExportCalls.Sum(static c => c.ItemIds.Count).ShouldBeLessThan(Count);

        Chika.Room = null;
        Run($"$null = . {{ {Line} }}; $account.Verdict.ToString()").OutputAs<string>().ShouldBe(["Complete"]);
        _target.Items.Count.ShouldBe(Count);
    }

    [Fact]
    public void GoesOnWithTheOtherMailbox()
    {
        _session.Mailbox("adele").AddItems(_session.Mailbox("adele").AddFolder("Source"), 20, size: 100);
        Export("support");
        Export("adele");
        Support.Room = 0;

        ShellResult result = Try("Import-MailboxItem -Path $path/support, $path/adele -InPlace -Force -ConflictAction Copy | ForEach-Object { $account = $_; " + Account + " }");

        Single(result, "Import-MailboxItem").TargetObject.ShouldBe("support@contoso.example");
        result.OutputAs<string>().Order(StringComparer.Ordinal)
            .ShouldBe(["adele@contoso.example: Complete 20 = 0 0", $"support@contoso.example: Partial {Count} = 1 {Count - 1}"]);
    }

    [Theory]
    [InlineData("Copy-MailboxContent", "$account = Copy-MailboxContent support@contoso.example -Folder Source -TargetMailbox chika@contoso.example -TargetFolder Target")]
    [InlineData("Copy-MailboxItem", "$null = Get-MailboxItem support@contoso.example -Folder Source | Copy-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Target -SummaryVariable account")]
    public void CopiesAsFarAsThereIsRoom(string command, string line)
    {
        Chika.Room = 10_000;

        ShellResult result = Try($"{line}; \"$($account.Verdict) $($account.FailedCount)\"; $account.Reasons");

        Single(result, command).TargetObject.ShouldBe("chika@contoso.example");
        result.OutputAs<string>()[0].ShouldBe("Partial 1");
        result.OutputAs<string>().ShouldContain(static r => r.StartsWith("chika@contoso.example is full", StringComparison.Ordinal));
        Requests.ExportCalls.Sum(static c => c.ItemIds.Count).ShouldBeLessThan(Count);

        Chika.Room = null;
        Run($"{line}; \"$($account.Verdict) $($account.FailedCount)\"").OutputAs<string>().ShouldBe(["Complete 0"]);
        Chika.Items.Count(i => i.Folder.Path.StartsWith("Target", StringComparison.Ordinal)).ShouldBe(Count);
    }

    private static ErrorRecord Single(ShellResult result, string command)
    {
        ErrorRecord error = result.Errors.ShouldHaveSingleItem();
        error.FullyQualifiedErrorId.ShouldBe($"MailboxFull,MailboxImportExport.Cmdlets.{command.Replace("-", string.Empty, StringComparison.Ordinal)}Command");
        return error;
    }

    private void Export(string user) => Run($"$null = Export-MailboxItem {user}@contoso.example -Folder Source -DestinationPath (Join-Path $path {user})");

    private ShellResult Run(string script) => _session.Run(script, ("path", _path));

    private ShellResult Try(string script) => _session.Try(script, ("path", _path));
}

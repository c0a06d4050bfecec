using System;
using System.Collections.Generic;
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

/// <summary>What a run says of itself: failures that can be tried again, and an end that a runbook sees.</summary>
public sealed class AccountTests : IClassFixture<SandboxSession>
{
    private const string ExportId = ",MailboxImportExport.Cmdlets.ExportMailboxItemCommand";
    private const string ImportId = ",MailboxImportExport.Cmdlets.ImportMailboxItemCommand";

    private readonly SandboxSession _session;
    private readonly SandboxFolder _source;
    private readonly SandboxFolder _target;
    private readonly string _path;

    public AccountTests(SandboxSession session)
    {
        _session = session;
        _source = Support.AddFolder($"From-{Guid.NewGuid():N}");
        _target = session.Mailbox("chika").AddFolder($"To-{Guid.NewGuid():N}");
        _path = session.NewPath();
        _session.Server.Requests.Clear();
    }

    private SandboxMailbox Support => _session.Mailbox("support");

    private string Log => _path + ".log";

    [Fact]
    public void ExportsWhatFailedOnceMoreWhenItIsPipedIn()
    {
        Support.AddItems(_source, 3, size: 100);
        using HostedShell shell = new(new HostedShellOptions { WithUtilityStandIns = true });
        _session.ConnectWithRoles(shell, "User.Read.All", "MailboxFolder.Read.All", "MailboxItem.Read.All");
        ShellResult first = shell.Run("Export-MailboxItem support@contoso.example -Folder $source -DestinationPath $path -OutVariable account", Variables());
        first.Errors.ShouldHaveSingleItem().FullyQualifiedErrorId.ShouldBe("MailboxRefused" + ExportId);
        first.Errors[0].TargetObject.ShouldBe("support@contoso.example");
        first.Output.ShouldHaveSingleItem().Properties["FailedCount"].Value.ShouldBe(3L);
        ((IReadOnlyList<string>)first.Output[0].Properties["Reasons"].Value).ShouldContain(first.Errors[0].Exception.Message);
        _session.Connect(shell);

        ShellResult again = shell.Run("$account.Failed | Export-MailboxItem -DestinationPath $path", Variables());

        again.Errors.ShouldBeEmpty();
        again.Output.ShouldHaveSingleItem().Properties["Done"].Value.ShouldBe(3L);
        Run("Export-MailboxItem support@contoso.example -Folder $source -DestinationPath $path").Output[0].Properties["Skipped"].Value.ShouldBe(3L);
    }

    [Fact]
    public void ExportsNothingWhenNothingFailed()
    {
        ShellResult result = Run("Export-MailboxItem support@contoso.example -Folder $source -DestinationPath $path -OutVariable account; $account.Failed | Export-MailboxItem -DestinationPath $path");

        result.Output.ShouldHaveSingleItem();
        result.Warnings.ShouldHaveSingleItem().ShouldContain("names no mailbox");
    }

    [Theory]
    [InlineData("Export-MailboxItem -DestinationPath $path", "$_.Verdict")]
    [InlineData("Copy-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target -SummaryVariable again", "$again.Verdict")]
    public void TakesWhatFailedAndIsKnownByItsIdAlone(string command, string verdict)
    {
        string[] ids = [.. Support.AddItems(_source, 2, size: 100).Select(static i => i.Id)];
        using HostedShell shell = new(new HostedShellOptions { WithUtilityStandIns = true });
        _session.ConnectWithRoles(shell, "User.Read.All", "MailboxFolder.Read.All", "MailboxItem.Read.All");
        shell.Run("$ids | ForEach-Object { [pscustomobject]@{ MailboxId = $mailbox; ItemId = $_ } } | Export-MailboxItem -DestinationPath $path -OutVariable account", [.. Variables(), ("ids", ids)])
            .Errors.ShouldHaveSingleItem();
        _session.Connect(shell);

        ShellResult result = shell.Run($"$items = @($account.Failed | {command}); $items.Count; {(verdict.StartsWith("$_", StringComparison.Ordinal) ? "$items | ForEach-Object { " + verdict + " }" : verdict)}", Variables());

        result.Errors.ShouldBeEmpty();
        result.Output[^1].ToString().ShouldBe("Complete");
        _session.Server.Tenant.Exported.Select(static e => e.ItemId).Intersect(ids).Count().ShouldBe(2);
    }

    [Fact]
    public void NamesWhatFailedInTheSummary()
    {
        ShellResult result = Try("Export-MailboxItem support@contoso.example -ItemId nonsense -DestinationPath $path | Select-Object -ExpandProperty Failed");

        PSObject failed = result.Output.ShouldHaveSingleItem();
        failed.ToString().ShouldBe("nonsense: ItemNotExported");
        failed.Properties["ItemId"].Value.ShouldBe("nonsense");
        failed.Properties["MailboxId"].Value.ShouldBe(Support.Id);
        failed.Properties["Message"].Value.ToString()!.ShouldContain("ErrorInvalidIdMalformed");
    }

    [Fact]
    public void ImportsWhatFailedOnceMoreWhenItIsPipedIn()
    {
        Support.AddItems(_source, 2, size: 100);
        Run("Export-MailboxItem support@contoso.example -Folder $source -DestinationPath $path");
        _session.Server.Gates.RefuseNextImport();
        Try("Import-MailboxItem -Path $path -TargetMailbox chika@contoso.example -TargetFolder $target -CreateFolder -ConflictAction Copy -OutVariable account");
        _session.Server.Requests.Count(CallKind.ImportItem).ShouldBe(2);

        Run("$account.Failed | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target -ConflictAction Copy");

        // Into the folder that it was to go to, not right into the one that was named.
        _target.Items.ShouldBeEmpty();
        _session.Mailbox("chika").Folder($"{_target.DisplayName}/{_source.DisplayName}").Items.Select(static i => i.Subject).Order()
            .ShouldBe(_source.Items.Select(static i => i.Subject).Order());
    }

    [Fact]
    public void ImportsWhatFailedIntoTheFolderOfAnotherLanguage()
    {
        Run("Export-MailboxItem bruno@contoso.example -Folder Inbox -Recurse -DestinationPath $path");
        SandboxMailbox target = _session.Server.Tenant.AddMailbox(Guid.NewGuid(), MailboxKind.Primary, MailboxLanguage.English);
        StandardFolders.AddTo(target);
        _session.Server.Gates.RefuseNextImport();
        (string, object?)[] variables = [.. Variables(), ("id", target.Id)];
        _session.Try("Import-MailboxItem -Path $path -TargetMailbox $id -CreateFolder -OutVariable account", variables);

        _session.Run("$account.Failed | Import-MailboxItem -TargetMailbox $id", variables);

        target.Folders.ShouldNotContain(static f => f.Path.StartsWith("Posteingang", StringComparison.Ordinal));
        target.Items.Count(static i => i.Folder.Path.StartsWith("Inbox", StringComparison.Ordinal))
            .ShouldBe(_session.Mailbox("bruno").Items.Count(static i => i.Folder.Path.StartsWith("Posteingang", StringComparison.Ordinal)));
    }

    [Fact]
    public void EndsWithAnErrorAfterTheSummaryWhenThatIsAskedFor()
    {
        ShellResult result = Try("try { Export-MailboxItem support@contoso.example -ItemId nonsense -DestinationPath $path -FailOnPartial -ErrorAction SilentlyContinue } catch { $_.FullyQualifiedErrorId }");

        result.Output.Count.ShouldBe(2);
        result.Output[0].Properties["Verdict"].Value.ToString().ShouldBe("Partial");
        result.Output[1].BaseObject.ShouldBe("RunPartial" + ExportId);
    }

    [Theory]
    [InlineData("Get-MailboxItem support@contoso.example -Folder $source | Copy-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target -SummaryVariable account -FailOnPartial", "Copy")]
    [InlineData("Get-MailboxItem support@contoso.example -Folder $source | Export-MailboxItem -SummaryVariable account -FailOnPartial", "Export")]
    public void EndsWithAnErrorAfterTheItemsWhenThatIsAskedFor(string script, string verb)
    {
        Support.AddItems(_source, 3, size: 100);
        _session.Run("$items = Get-MailboxItem support@contoso.example -Folder $source", Variables());
        Support.RemoveItem(_source.Items[1]).ShouldBeTrue();

        ShellResult result = Try(script.Replace("Get-MailboxItem support@contoso.example -Folder $source", "$items + @([pscustomobject]@{ MailboxId = $items[0].MailboxId; ItemId = 'nonsense' })", StringComparison.Ordinal));
        ShellResult account = Run("$account.Verdict");

        result.Output.Count.ShouldBe(2);
        result.Errors[^1].FullyQualifiedErrorId.ShouldBe($"RunPartial,MailboxImportExport.Cmdlets.{verb}MailboxItemCommand");
        account.Output.ShouldHaveSingleItem().ToString().ShouldBe("Partial");
    }

    [Fact]
    public void ImportsEverythingBeforeItEndsWithTheErrorOfTheExport()
    {
        Support.AddItems(_source, 30, size: 100);

        ShellResult result = Try("@(Get-MailboxItem support@contoso.example -Folder $source) + @([pscustomobject]@{ MailboxId = $mailbox; ItemId = 'nonsense' }) | Export-MailboxItem -FailOnPartial | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target -SummaryVariable account");

        SandboxSession.ErrorIds(result).ShouldBe(["ItemNotExported" + ExportId, "RunPartial" + ImportId]);
        result.Output.Count.ShouldBe(30);
        _target.Items.Count.ShouldBe(30);
        Run("$account.Verdict").Output.ShouldHaveSingleItem().ToString().ShouldBe("Complete");
    }

    [Fact]
    public void EndsByItselfWhenNobodyTookWhatCame()
    {
        ShellResult result = Try("[pscustomobject]@{ MailboxId = $mailbox; ItemId = 'nonsense' } | Export-MailboxItem -FailOnPartial | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target");

        SandboxSession.ErrorIds(result).ShouldBe(["ItemNotExported" + ExportId, "RunPartial" + ExportId]);
    }

    [Fact]
    public async Task EndsInTimeWhenTheTargetIsNotEvenFound()
    {
        Support.AddItems(_source, 3, size: 10);
        Run("$items = Get-MailboxItem support@contoso.example -Folder $source");
        using CallGate gate = new(_session.Server, CallKind.GetSettings);

        ShellResult result = await _session.Shell.StartAsync("$items | Copy-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Inbox -MaxDuration 00:00:01").Completion;

        SandboxSession.ErrorIds(result).ShouldBe(["RunPartial,MailboxImportExport.Cmdlets.CopyMailboxItemCommand"]);
        result.Errors[0].Exception.Message.ShouldContain("-MaxDuration (00:00:01)");
        gate.Release();
        _session.Server.Requests.Count(CallKind.ExportItems).ShouldBe(0);
    }

    [Theory]
    [InlineData("Export-MailboxItem support@contoso.example -Folder $source -DestinationPath $path -MaxDuration 00:00:01")]
    [InlineData("Get-MailboxItem support@contoso.example -Folder $source | Export-MailboxItem -DestinationPath $path -MaxDuration 00:00:01")]
    [InlineData("Copy-MailboxContent support@contoso.example -Folder $source -TargetMailbox chika@contoso.example -TargetFolder $target -MaxDuration 00:00:01")]
    [InlineData("$null = Get-MailboxItem support@contoso.example -Folder $source | Copy-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target -MaxDuration 00:00:01 -SummaryVariable account; $account")]
    [InlineData("$null = Get-MailboxItem support@contoso.example -Folder $source | Export-MailboxItem -MaxDuration 00:00:01 -SummaryVariable account; $account")]
    public void EndsInTimeAndAccountsForTheRest(string script)
    {
        Support.AddItems(_source, 600, size: 10);
        HoldExportsUntilASecondHasPassed();

        PSObject summary = Run(script).Output.ShouldHaveSingleItem();

        summary.Properties["Verdict"].Value.ToString().ShouldBe("Partial");
        ((IReadOnlyList<string>)summary.Properties["Reasons"].Value).ShouldContain(static r => r.Contains("-MaxDuration"));
        long Number(string name) => Convert.ToInt64(summary.Properties[name].Value, System.Globalization.CultureInfo.InvariantCulture);
        Number("Pending").ShouldBe(Number("Requested") - Number("Done"));
        if (script.Contains("Get-MailboxItem", StringComparison.Ordinal))
        {
            Number("Requested").ShouldBe(600);
        }
    }

    [Theory]
    [InlineData("'nothing.fts' | Import-MailboxItem", "ArgumentInvalid")]
    [InlineData("Import-MailboxItem -Path (Join-Path $folder 'nothing.fts')", "FileNotReadable")]
    [InlineData("$released | Import-MailboxItem", "ContentReleased")]
    public void CountsInputThatCannotBeTaken(string import, string error)
    {
        Support.AddItems(_source, 1, size: 100);
        Run("$released = Export-MailboxItem support@contoso.example -Folder $source; $released | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target");

        ShellResult result = Try(import + " -TargetMailbox chika@contoso.example -TargetFolder $target -SummaryVariable account -FailOnPartial; $account");

        SandboxSession.ErrorIds(result).ShouldBe([error + ImportId, "RunPartial" + ImportId]);
        result.Warnings.ShouldHaveSingleItem().ShouldStartWith("PARTIAL: chika@contoso.example");
    }

    [Fact]
    public void NamesTheItemWhoseContentIsGone()
    {
        SandboxItem item = Support.AddItems(_source, 1, size: 100)[0];
        const string Import = "$items | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target -SummaryVariable account";
        Run("$items = Export-MailboxItem support@contoso.example -Folder $source; " + Import);

        ShellResult result = Try(Import + "; $account; $account.Failed");

        result.Output[0].Properties["Requested"].Value.ShouldBe(1L);
        result.Output[0].Properties["FailedCount"].Value.ShouldBe(1L);
        result.Output[1].Properties["ItemId"].Value.ShouldBe(item.Id);
        result.Output[1].Properties["Reason"].Value.ToString().ShouldBe("ContentReleased");
    }

    [Theory]
    [InlineData("Export-MailboxItem support@contoso.example -Folder $source -DestinationPath $path -FailOnPartial")]
    [InlineData("Export-MailboxItem support@contoso.example -Folder $source | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target -FailOnPartial")]
    public void EndsWithoutAnErrorWhenNothingFailed(string script)
    {
        Support.AddItems(_source, 2, size: 100);

        Run(script).Output.ShouldNotBeEmpty();
    }

    [Fact]
    public void EndsAnImportWithAnErrorWhenThatIsAskedFor()
    {
        Support.AddItems(_source, 1, size: 100);
        _session.Server.Gates.RefuseNextImport();

        ShellResult result = Try("Export-MailboxItem support@contoso.example -Folder $source | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target -FailOnPartial");

        SandboxSession.ErrorIds(result).ShouldBe(["ItemNotImported" + ImportId, "RunPartial" + ImportId], ignoreOrder: true);
    }

    [Theory]
    [InlineData("Export-MailboxItem support@contoso.example -MaxDuration 10", ExportId)]
    [InlineData("Import-MailboxItem -Path x -TargetMailbox chika@contoso.example -MaxDuration 00:00:00", ImportId)]
    public void RefusesATimeThatCannotBeMeant(string script, string command)
    {
        ShellResult result = Try(script);

        result.Errors.ShouldHaveSingleItem().FullyQualifiedErrorId.ShouldBe("ParameterArgumentTransformationError" + command);
        result.Errors[0].Exception.Message.ShouldContain("02:45:00");
    }

    [Theory]
    [InlineData("02:45:00")]
    [InlineData("([TimeSpan]::FromHours(2))")]
    public void TakesATime(string time)
    {
        Support.AddItems(_source, 1, size: 100);

        Run($"Export-MailboxItem support@contoso.example -Folder $source -DestinationPath $path -MaxDuration {time}").Output[0].Properties["Verdict"].Value.ToString().ShouldBe("Complete");
    }

    // The shortest time that a run may have; it has begun before its first call. Three calls of twenty are under way at once.
    private void HoldExportsUntilASecondHasPassed()
    {
        Lazy<Task> passed = new(static () => Task.Delay(TimeSpan.FromSeconds(1.5)));
        foreach (int _ in Enumerable.Range(0, 4))
        {
            _session.Server.Gates.OnNext(CallKind.ExportItems, call => passed.Value.WaitAsync(call.Aborted));
        }
    }

    private ShellResult Run(string script) => _session.Run(script, Variables());

    private ShellResult Try(string script) => _session.Try(script, Variables());

    private (string Name, object? Value)[] Variables() => [("mailbox", Support.Id), ("source", _source.DisplayName), ("target", _target.DisplayName), ("path", _path), ("log", Log)];
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Items;

/// <summary>Ctrl+C while the service has not answered yet.</summary>
public sealed class StopTests : IAsyncLifetime
{
    private const int Limit = 60_000;
    private const int Count = 150;

    private readonly SandboxSession _session = new();
    private SandboxFolder? _source;
    private SandboxFolder? _target;

    public async ValueTask InitializeAsync()
    {
        await _session.InitializeAsync();
        _source = _session.Mailbox("support").AddFolder("Source");
        _target = _session.Mailbox("chika").AddFolder("Target");
        _session.Mailbox("support").AddItems(_source, Count, size: 500);
        _session.Server.Requests.Clear();
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    [Theory(Timeout = Limit)]
    [InlineData(nameof(CallKind.GetSettings), "Get-MailboxContentStore support@contoso.example")]
    [InlineData(nameof(CallKind.ListFolders), "Get-MailboxContentFolder support@contoso.example -Recurse")]
    [InlineData(nameof(CallKind.ListItems), "Get-MailboxItem support@contoso.example -Folder Source")]
    [InlineData(nameof(CallKind.CreateFolder), "New-MailboxContentFolder chika@contoso.example New")]
    [InlineData(nameof(CallKind.CreateImportSession), "New-MailboxImportSession chika@contoso.example")]
    [InlineData(nameof(CallKind.Token), "Connect-MailboxImportExport -Sandbox -Uri $uri")]
    [InlineData(nameof(CallKind.ListItems), "Export-MailboxItem support@contoso.example -Folder Source")]
    [InlineData(nameof(CallKind.ListItems), "Measure-MailboxContent support@contoso.example -Folder Source")]
    [InlineData(nameof(CallKind.ItemDelta), "Get-MailboxItem support@contoso.example -Folder Source -Delta -DeltaTokenVariable token")]
    [InlineData(nameof(CallKind.DeleteItem), "Get-MailboxItem support@contoso.example -Folder Source | Remove-MailboxItem -Force")]
    [InlineData(nameof(CallKind.DeleteItem), "Remove-MailboxContentFolder support@contoso.example -Folder Source -Recurse -Confirm:$false")]
    [InlineData(nameof(CallKind.UpdateFolder), "Rename-MailboxContentFolder support@contoso.example -Folder Source -NewName Other")]
    [InlineData(nameof(CallKind.DeleteFolder), "Remove-MailboxContentFolder chika@contoso.example -Folder Target -Confirm:$false")]
    [InlineData(nameof(CallKind.ExportItems), "Get-MailboxItem support@contoso.example -Folder Source | Export-MailboxItem")]
    [InlineData(nameof(CallKind.ExportItems), "Get-MailboxItem support@contoso.example -Folder Source | Export-MailboxItem | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Target")]
    [InlineData(nameof(CallKind.ImportItem), "Get-MailboxItem support@contoso.example -Folder Source | Export-MailboxItem | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Target")]
    [InlineData(nameof(CallKind.ListItems), "Copy-MailboxContent support@contoso.example -Folder Source -TargetMailbox chika@contoso.example")]
    [InlineData(nameof(CallKind.ImportItem), "Get-MailboxItem support@contoso.example -Folder Source | Copy-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Target")]
    [InlineData(nameof(CallKind.GetItem), "Get-MailboxItem support@contoso.example -Folder Source | Copy-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Target -Move -Force")]
    [InlineData(nameof(CallKind.DeleteItem), "Copy-MailboxContent support@contoso.example -Folder Source -TargetMailbox chika@contoso.example -Move -Force")]
    public async Task EndsAtOnceAndMakesNoFurtherCall(string kind, string line)
    {
        using StartedRequests started = new(_session.Server.Uri, _session.Server.ImportUri);
        using CallGate gate = new(_session.Server, Enum.Parse<CallKind>(kind));
        RunningScript running = _session.Shell.StartAsync(line, ("uri", _session.Uri));
        await gate.ReachedAsync().WaitAsync(TestContext.Current.CancellationToken);

        running.Stop();

        ShellResult result = await running.Completion.WaitAsync(TestContext.Current.CancellationToken);
        result.Stopped.ShouldBeTrue();
        result.Errors.ShouldBeEmpty();
        int calls = started.Count;
        calls.ShouldBeGreaterThan(0);
        gate.Release();
        _session.Run("'next'").OutputAs<string>().ShouldBe(["next"]);
        started.Count.ShouldBe(calls);
    }

    [Fact(Timeout = Limit)]
    public async Task LeavesAWholeExportFolderThatTheSameLineCompletes()
    {
        const string Line = "Export-MailboxItem support@contoso.example -Folder Source -DestinationPath $path";
        string path = _session.NewPath();
        _session.Mailbox("support").AddLargeItem(_source!, 1_000_000);
        using CallHold hold = new(_session.Server, CallKind.ExportItems, after: 4);
        RunningScript running = _session.Shell.StartAsync(Line, ("path", path));
        await hold.ReachedAsync().WaitAsync(TestContext.Current.CancellationToken);

        running.Stop();

        (await running.Completion.WaitAsync(TestContext.Current.CancellationToken)).Stopped.ShouldBeTrue();
        int kept = CheckFolder(path);
        kept.ShouldBeLessThan(Count);
        hold.Release();
        _session.Server.Requests.Clear();
        _session.Run(Line, ("path", path)).Output.ShouldHaveSingleItem().Properties["Skipped"].Value.ShouldBe((long)kept);
        CheckFolder(path).ShouldBe(Count + 1);
        _session.Server.Requests.ExportCalls.Sum(static c => c.ItemIds.Count).ShouldBe(Count + 1 - kept);
    }

    [Fact(Timeout = Limit)]
    public async Task GivesBackWhatWasNotImported()
    {
        _session.Run("$items = Export-MailboxItem support@contoso.example -Folder Source");
        using CallHold hold = new(_session.Server, CallKind.ImportItem, after: 10);
        RunningScript running = _session.Shell.StartAsync("$items | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Target -ConflictAction Copy");
        await hold.ReachedAsync().WaitAsync(TestContext.Current.CancellationToken);

        running.Stop();

        await running.Completion.WaitAsync(TestContext.Current.CancellationToken);
        int imported = _target!.Items.Count;
        imported.ShouldBeInRange(7, 12);
        hold.Release();
        ShellResult second = _session.Try("$items | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Target -ConflictAction Copy");
        second.Errors.ShouldAllBe(static e => e.FullyQualifiedErrorId.StartsWith("ContentReleased,", StringComparison.Ordinal));

        // One whose answer was cut off has come all the same, which the journal knows: neither a second copy nor an error.
        _target.Items.Count.ShouldBe(Count);
        second.Errors.Count.ShouldBeLessThanOrEqualTo(imported);
    }

    [Fact(Timeout = Limit)]
    public async Task LeavesNoLockBehind()
    {
        string path = _session.NewPath();
        using CallGate gate = new(_session.Server, CallKind.ExportItems);
        RunningScript running = _session.Shell.StartAsync("Export-MailboxItem support@contoso.example -Folder Source -DestinationPath $path", ("path", path));
        await gate.ReachedAsync().WaitAsync(TestContext.Current.CancellationToken);

        running.Stop();

        await running.Completion.WaitAsync(TestContext.Current.CancellationToken);
        File.Exists(Path.Combine(path, "export.lock.json")).ShouldBeFalse();
        using FileStream free = new(Path.Combine(path, "export.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    // Every line has its file, whole, and there is nothing else.
    private static int CheckFolder(string path)
    {
        HashSet<string> files = [.. Directory.EnumerateFiles(Path.Combine(path, "items"), "*", SearchOption.AllDirectories)];
        files.ShouldAllBe(static f => !f.EndsWith(".part", StringComparison.Ordinal));
        string manifest = Path.Combine(path, "manifest.jsonl");
        string[] lines = File.Exists(manifest) ? File.ReadAllLines(manifest) : [];
        foreach (string line in lines)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            string file = Path.Combine(path, document.RootElement.GetProperty("file").GetString()!);
            Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))).ShouldBe(document.RootElement.GetProperty("sha256").GetString(), StringCompareShould.IgnoreCase);
            files.Remove(file).ShouldBeTrue();
        }

        return lines.Length;
    }
}

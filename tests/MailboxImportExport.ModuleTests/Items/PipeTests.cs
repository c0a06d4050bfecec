using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Items;

/// <summary>The straight pipe: listing, export and import in one line.</summary>
public sealed class PipeTests : IAsyncLifetime
{
    private const int Count = 400;
    private const string Line = "Get-MailboxItem support@contoso.example -Folder Source | Export-MailboxItem | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Target -ConflictAction Copy";

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

    [Fact]
    public void MovesEachItemOnce()
    {
        ShellResult result = _session.Run(Line);

        result.Output.Count.ShouldBe(Count);
        result.Warnings.ShouldBeEmpty();
        SearchKeys(_target!).ShouldBe(SearchKeys(_source!));
    }

    [Fact]
    public void GroupsItemsIntoFewCalls()
    {
        _session.Run(Line);

        _session.Server.Requests.Count(CallKind.ExportItems).ShouldBeLessThanOrEqualTo(40);
        _session.Server.Requests.ExportCalls.Sum(static c => c.ItemIds.Count).ShouldBe(Count);
        _session.Server.Requests.Count(CallKind.ImportItem).ShouldBe(Count);
        _session.Server.Requests.Count(CallKind.CreateImportSession).ShouldBe(1);
    }

    [Fact]
    public void ImportsTheFirstItemBeforeTheLastIsExported()
    {
        _session.Run(Line);

        int firstImport = _session.Server.Requests.Of(CallKind.ImportItem)[0].Number;
        int lastExport = _session.Server.Requests.Of(CallKind.ExportItems)[^1].Number;
        firstImport.ShouldBeLessThan(lastExport);
    }

    [Fact(Timeout = 60_000)]
    public async Task ExportsAndImportsSideBySide()
    {
        _session.Server.Gates.HoldFirstUntil(CallKind.ExportItems, 2);
        _session.Server.Gates.HoldFirstUntil(CallKind.ImportItem, 2);

        ShellResult result = await _session.Shell.StartAsync(Line).Completion.WaitAsync(TestContext.Current.CancellationToken);

        result.Errors.ShouldBeEmpty();
        result.Output.Count.ShouldBe(Count);
    }

    [Fact]
    public void DoublesAFolderThatIsImportedIntoItself()
    {
        _session.Run("Get-MailboxItem support@contoso.example -Folder Source | Export-MailboxItem | Import-MailboxItem -TargetMailbox support@contoso.example -TargetFolder Source -ConflictAction Copy")
            .Output.Count.ShouldBe(Count);

        _source!.Items.Count.ShouldBe(2 * Count);
        SearchKeys(_source).Distinct().Count().ShouldBe(Count);
    }

    [Fact]
    public void WritesTheFirstItemBeforeTheLastIsListed()
    {
        _session.Mailbox("support").AddItems(_source!, 2000, size: 10, seed: 2);

        _session.Run(Line + " | Select-Object -First 1").Output.Count.ShouldBe(1);

        // A page of 250 at a time: the rest of the 2,400 was never asked for.
        _session.Server.Requests.Count(CallKind.ListItems).ShouldBeLessThan(8);
        int imports = _session.Server.Requests.Count(CallKind.ImportItem);
        _session.Run("'later'");
        _session.Server.Requests.Count(CallKind.ImportItem).ShouldBe(imports);
    }

    [Fact]
    public void GoesThroughAFilterBetweenTheCommands()
        => _session.Run("Get-MailboxItem support@contoso.example -Folder Source | Where-Object Subject -like '*7 of*' | Export-MailboxItem | ForEach-Object { $_ } | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Target")
            .Output.Count.ShouldBe(_source!.Items.Count(static i => i.Subject.Contains("7 of", StringComparison.Ordinal)));

    [Fact]
    public void AccountsForBothHalves()
    {
        ShellResult result = _session.Run(
            Line.Replace("| Export-MailboxItem", "| Export-MailboxItem -SummaryVariable exported", StringComparison.Ordinal) + " -SummaryVariable imported | Out-Null; $exported; $imported");

        result.Output.Select(static s => $"{s.Properties["Command"].Value} {s.Properties["Verdict"].Value} {s.Properties["Done"].Value}")
            .ShouldBe(["Export-MailboxItem Complete 400", "Import-MailboxItem Complete 400"]);
        result.Output[0].Properties["Bytes"].Value.ShouldBe(result.Output[1].Properties["Bytes"].Value);
    }

    private static IReadOnlyList<string> SearchKeys(SandboxFolder folder)
        => [.. folder.Items.Select(static i => i.Content.Properties.Content(Tags.SearchKey)!.Sha256()).Order()];
}

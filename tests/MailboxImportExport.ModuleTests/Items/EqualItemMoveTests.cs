using System;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Items;

/// <summary>Moves of items that are equal: each goes for the sake of a copy of its own.</summary>
public sealed class EqualItemMoveTests : IAsyncLifetime
{
    private const string Account = "; $account | ForEach-Object { \"$($_.Verdict) $($_.Requested) = $($_.Done) $($_.Skipped) $($_.Gone), $($_.Removed) removed, $($_.Kept) kept\" }";
    private const string Source = "Get-MailboxItem support@contoso.example -Folder Source";
    private const string Into = " | Copy-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Target -SummaryVariable account";
    private const string Move = Source + Into + " -Move -Force";

    private readonly SandboxSession _session = new();
    private SandboxFolder _source = null!;
    private SandboxFolder _target = null!;

    private SandboxMailbox Support => _session.Mailbox("support");

    private SandboxMailbox Chika => _session.Mailbox("chika");

    private RequestLog Requests => _session.Server.Requests;

    public async ValueTask InitializeAsync()
    {
        await _session.InitializeAsync();
        _source = Support.AddFolder("Source");
        _target = Chika.AddFolder("Target");
        Requests.Clear();
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    [Theory]
    [InlineData("0, 1")]
    [InlineData("1, 0")]
    public void MovesEqualItemsAsOftenAsTheyAreThere(string order)
    {
        Support.AddItems(_source, 1, size: 100);
        Run(Source + Into);
        Support.AddItems(_source, 1, size: 100);

        Run(InOrder(order) + Into + " -Move -Force").ShouldBe(["Complete 2 = 1 1 0, 2 removed, 0 kept"]);

        _target.Items.Count.ShouldBe(2);
        _source.Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("0, 1", "0, 1")]
    [InlineData("0, 1", "1, 0")]
    [InlineData("1, 0", "0, 1")]
    [InlineData("1, 0", "1, 0")]
    public void MovesEqualItemsForTheSakeOfACopyEach(string copied, string moved)
    {
        // Of the first the journal says that it is done; the copy looks for both without asking it.
        Support.AddItems(_source, 1, size: 100);
        Run(Source + Into);
        Support.AddItems(_source, 1, size: 100);
        Run(InOrder(copied) + Into).ShouldBe(["Complete 2 = 1 1 0, 0 removed, 0 kept"]);
        string[] copies = [.. _target.Items.Select(static i => i.Id).Order()];
        copies.Length.ShouldBe(2);
        Requests.Clear();

        Run(InOrder(moved) + Into + " -Move -Force").ShouldBe(["Complete 2 = 0 2 0, 2 removed, 0 kept"]);

        Requests.ExportCalls.SelectMany(static c => c.ItemIds).Where(copies.Contains).Order().ShouldBe(copies);
        _target.Items.Count.ShouldBe(2);
        _source.Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("0, 1")]
    [InlineData("1, 0")]
    public void BringsTheSecondOfTwoEqualItemsWhenTheFirstHasGoneOn(string order)
    {
        Support.AddItems(_source, 1, size: 100);
        Support.AddItems(_source, 1, size: 100);
        _session.Server.Gates.OnNext(CallKind.ImportItem, static _ => throw new ImportError(400, "Refused."));
        Try(InOrder(order) + Into + " -Move -Force").ShouldBe(["Partial 2 = 1 0 0, 1 removed, 0 kept"]);

        Run(Move).ShouldBe(["Complete 1 = 1 0 0, 1 removed, 0 kept"]);

        _target.Items.Count.ShouldBe(2);
        _source.Items.ShouldBeEmpty();
    }

    [Fact]
    public void BringsAnEqualItemThatComesLater()
    {
        Support.AddItems(_source, 1, size: 100);
        Run(Source + Into + " -JournalPath " + _session.NewPath());
        Run(Move).ShouldBe(["Complete 1 = 0 1 0, 1 removed, 0 kept"]);
        Support.AddItems(_source, 1, size: 100);

        Run(Move).ShouldBe(["Complete 1 = 1 0 0, 1 removed, 0 kept"]);

        _target.Items.Count.ShouldBe(2);
    }

    private static string InOrder(string places) => $"@({Source})[{places}]";

    private string[] Try(string move) => [.. _session.Try($"$null = . {{ {move} }}" + Account).OutputAs<string>()];

    private string[] Run(string move) => [.. _session.Run($"$null = . {{ {move} }}" + Account).OutputAs<string>()];
}

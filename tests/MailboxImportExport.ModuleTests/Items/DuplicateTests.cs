using System;
using System.Linq;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Graph;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Items;

/// <summary>Imports into folders that have some of the items already.</summary>
public sealed class DuplicateTests : IClassFixture<SandboxSession>, IDisposable
{
    private const string Account = "\"$($account.Verdict) $($account.Done) $($account.Skipped) $($account.Conflicts)\"";
    private const string Pipe = "Get-MailboxItem support@contoso.example -Folder $source | Export-MailboxItem | Import-MailboxItem";
    private const string Into = " -TargetMailbox chika@contoso.example -TargetFolder $target -SummaryVariable account";

    private readonly SandboxSession _session;
    private readonly SandboxFolder _source;
    private readonly SandboxFolder _target;

    public DuplicateTests(SandboxSession session)
    {
        _session = session;
        _source = Support.AddFolder($"Source-{Guid.NewGuid():N}");
        _target = Chika.AddFolder($"Target-{Guid.NewGuid():N}");
        _session.Shell.Reset();
        _session.Connect(_session.Shell);
        _session.Server.Requests.Clear();
    }

    public void Dispose()
    {
        SandboxSwitches usual = new();
        Switches.KeepCreationTimeOnImport = usual.KeepCreationTimeOnImport;
        Switches.ExtendedPropertyTimePrecision = usual.ExtendedPropertyTimePrecision;
        Switches.SubjectsMarkTheirPrefix = usual.SubjectsMarkTheirPrefix;
        Switches.WriteRolesReadItems = usual.WriteRolesReadItems;
    }

    private SandboxSwitches Switches => _session.Server.Switches;

    private SandboxMailbox Support => _session.Mailbox("support");

    private SandboxMailbox Chika => _session.Mailbox("chika");

    public static TheoryData<string> Sources => new(
        Pipe,
        "Export-MailboxItem support@contoso.example -Folder $source | Import-MailboxItem",
        "$null = Export-MailboxItem support@contoso.example -Folder $source -DestinationPath $path; Get-ChildItem $path/items -Recurse -File | Import-MailboxItem",
        "$null = Export-MailboxItem support@contoso.example -Folder $source -DestinationPath $path -PassThru; Import-MailboxItem -Path $path/items/*/*.fts");

    [Theory]
    [MemberData(nameof(Sources))]
    public void SkipsWhatTheTargetHas(string import)
    {
        AddMixed();

        Import(import + Into).ShouldBe("Complete 5 0 0");
        Import(import + Into).ShouldBe("Complete 0 5 0");

        _target.Items.Count.ShouldBe(5);
    }

    [Theory]
    [InlineData(false, (int)TimePrecision.Seconds, false)]
    [InlineData(true, (int)TimePrecision.Milliseconds, true)]
    [InlineData(false, (int)TimePrecision.Ticks, true)]
    public void SkipsWhatTheTargetHasHoweverTheServiceWritesIt(bool keepsCreation, int precision, bool marked)
    {
        Switches.KeepCreationTimeOnImport = keepsCreation;
        Switches.ExtendedPropertyTimePrecision = (TimePrecision)precision;
        Switches.SubjectsMarkTheirPrefix = marked;
        AddMixed();

        foreach (string import in Sources.Select(static s => s.Data))
        {
            Import(import + Into);
        }

        _target.Items.Count.ShouldBe(5);
    }

    [Fact]
    public void SkipsAnExportFolderThatWasImportedBefore()
    {
        AddMixed();
        const string Line = "$account = Import-MailboxItem -Path $path -TargetMailbox chika@contoso.example -TargetFolder $target -CreateFolder";
        string path = _session.NewPath();

        Import("$null = Export-MailboxItem support@contoso.example -Folder $source -DestinationPath $path; " + Line, path).ShouldBe("Complete 5 0 0");
        Import(Line, path).ShouldBe("Complete 0 5 0");
    }

    [Fact]
    public void SaysThatItSkippedWhereNoAccountIsShown()
    {
        Support.AddItems(_source, 3, size: 100);
        Run(Pipe + Into).Warnings.ShouldBeEmpty();

        ShellResult second = Run(Pipe + Into);

        second.Output.ShouldBeEmpty();
        second.Warnings.ShouldHaveSingleItem().ShouldBe("chika@contoso.example: 3 of 3 items were skipped, because they are there already.");
    }

    [Fact]
    public void ImportsNothingWhenAFolderGoesIntoItself()
    {
        Support.AddItems(_source, 20, size: 100);

        Import(Pipe + " -TargetMailbox support@contoso.example -TargetFolder $source -SummaryVariable account").ShouldBe("Complete 0 20 0");

        _source.Items.Count.ShouldBe(20);
    }

    [Fact]
    public void ImportsWhatWasDeletedInTheTarget()
    {
        Support.AddItems(_source, 3, size: 100);
        Import(Pipe + Into);
        Chika.RemoveItem(_target.Items[1]).ShouldBeTrue();

        Import(Pipe + Into).ShouldBe("Complete 1 2 0");

        _target.Items.Select(static i => i.Subject).Order().ShouldBe(_source.Items.Select(static i => i.Subject).Order());
    }

    [Fact]
    public void ImportsTheEqualItemsThatAreMissing()
    {
        Support.AddItems(_source, 1, size: 100);
        Import(Pipe + Into);
        Support.AddItems(_source, 1, size: 100);
        Support.AddItems(_source, 1, size: 100);

        Import(Pipe + Into).ShouldBe("Complete 2 1 0");
        Import(Pipe + Into).ShouldBe("Complete 0 3 0");
    }

    [Fact]
    public void ImportsAnItemBesideAnotherVersionOfIt()
    {
        Support.AddItems(_source, 2, size: 100);
        Import(Pipe + Into + " -JournalPath " + _session.NewPath());
        SandboxItem changed = _target.Items[0];
        Change(Chika, changed, changed.Content.Properties.With(Tags.Subject.With("Changed by the user")));

        Import(Pipe + Into + "; $beside = $account.ConflictItems.ItemId").ShouldBe("Complete 1 1 1");

        _target.Items.Count.ShouldBe(3);
        string beside = Run("$beside").OutputAs<string>().ShouldHaveSingleItem();
        Chika.Item(beside).Subject.ShouldBe(changed.Subject);
        Chika.Item(changed.Id).Subject.ShouldBe("Changed by the user");
    }

    [Fact]
    public void ImportsAnItemWithoutASearchKeyEachTimeThatNoJournalKnowsIt()
    {
        SandboxItem item = Support.AddItems(_source, 1, size: 100)[0];
        Change(Support, item, item.Content.Properties.Without(static p => p.Key.Equals(Tags.SearchKey.Key)));

        Import(Pipe + Into).ShouldBe("Complete 1 0 0");
        Import(Pipe + Into).ShouldBe("Complete 0 1 0");
        Import(Pipe + Into + " -JournalPath " + _session.NewPath()).ShouldBe("Complete 1 0 0");
    }

    [Fact]
    public void ImportsEverythingOnceMoreWithoutLookingWhenCopiesAreAskedFor()
    {
        Support.AddItems(_source, 3, size: 100);
        Run("$null = Export-MailboxItem support@contoso.example -Folder $source -DestinationPath $folder/" + _source.DisplayName);
        string line = $"Import-MailboxItem -Path $folder/{_source.DisplayName}/items/*/*.fts -ConflictAction Copy{Into}";
        _session.Server.Requests.Clear();

        Import(line).ShouldBe("Complete 3 0 0");
        Import(line).ShouldBe("Complete 3 0 0");

        _session.Server.Requests.Count(CallKind.ListItems).ShouldBe(0);
    }

    [Fact]
    public void ListsTheTargetOnce()
    {
        Support.AddItems(_source, 30, size: 100);
        Run("$items = Export-MailboxItem support@contoso.example -Folder $source");
        _session.Server.Requests.Clear();

        Import("$items | Import-MailboxItem" + Into).ShouldBe("Complete 30 0 0");

        _session.Server.Requests.Count(CallKind.ListItems).ShouldBe(1);
    }

    [Fact]
    public void FindsAnItemWhoseAnswerWasLost()
    {
        Support.AddItems(_source, 3, size: 100);
        _session.Server.Faults.OnNext(CallKind.ImportItem, FaultKind.AnswerLost);

        Import(Pipe + Into).ShouldBe("Complete 3 0 0");
        Import(Pipe + Into).ShouldBe("Complete 0 3 0");

        _target.Items.Count.ShouldBe(3);
    }

    [Fact]
    public void ImportsNothingWhenTheTargetMayNotBeListed()
    {
        Support.AddItems(_source, 1, size: 100);
        string path = _session.NewPath();
        _session.Run("$null = Export-MailboxItem support@contoso.example -Folder $source -DestinationPath $path", Variables(path));
        Switches.WriteRolesReadItems = false;
        using HostedShell shell = new(new HostedShellOptions { WithUtilityStandIns = true });
        _session.ConnectWithRoles(shell, "User.Read.All", "MailboxFolder.Read.All", "MailboxItem.ImportExport.All");

        ShellResult result = shell.Run("Import-MailboxItem -Path $path/items/*/*.fts" + Into, Variables(path));

        SandboxSession.ErrorIds(result).ShouldBe(["MailboxRefused,MailboxImportExport.Cmdlets.ImportMailboxItemCommand"]);
        _target.Items.ShouldBeEmpty();
    }

    // Two of one series, one whose subject has a prefix, and times with more than seconds.
    private void AddMixed()
    {
        Support.AddItems(_source, 3, size: 100);
        Support.AddMail(_source, "AW: Plan", "jo@fabrikam.example", new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero).AddTicks(9_999_999));
        Support.AddMail(_source, string.Empty, "jo@fabrikam.example", new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero));
    }

    private static void Change(SandboxMailbox mailbox, SandboxItem item, PropertyBag properties)
        => mailbox.TryUpdateItem(item, item.Content with { Properties = properties }).ShouldNotBeNull();

    private string Import(string script, string? path = null) => _session.Run($"$null = . {{ {script} }}; {Account}", Variables(path)).OutputAs<string>().ShouldHaveSingleItem();

    private ShellResult Run(string script) => _session.Run(script, Variables(null));

    private (string Name, object? Value)[] Variables(string? path)
        => [("source", _source.DisplayName), ("target", _target.DisplayName), ("path", path ?? _session.NewPath())];
}

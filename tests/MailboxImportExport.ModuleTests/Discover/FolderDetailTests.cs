using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Discover;

/// <summary>Hidden folders, Recoverable Items and sizes. Each test has a sandbox of its own, because switches decide what it shows.</summary>
public sealed class FolderDetailTests : IAsyncLifetime
{
    private readonly SandboxSession _session = new();

    private SandboxMailbox Adele => _session.Mailbox("adele");

    public ValueTask InitializeAsync() => _session.InitializeAsync();

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public void GivesEveryHiddenFolderWhenAskedTo(bool shownAnyway, bool saySo)
    {
        _session.Server.Switches.ListHiddenFoldersOnBeta = shownAnyway;
        _session.Server.Switches.HiddenFoldersSaySo = saySo;
        string[] hidden = [.. Adele.VisibleRoot.Subtree.Where(static f => f.IsHidden).Select(static f => f.Id)];
        hidden.ShouldNotBeEmpty();

        IReadOnlyList<string> ids = Ids("-Recurse -IncludeHidden");

        hidden.ShouldBeSubsetOf(ids);
        ids.Distinct().Count().ShouldBe(ids.Count);
    }

    [Fact]
    public void LeavesHiddenFoldersOutWhenNotAskedFor()
        => Ids("-Recurse").Intersect(Adele.VisibleRoot.Subtree.Where(static f => f.IsHidden).Select(static f => f.Id)).ShouldBeEmpty();

    [Fact]
    public void GivesRecoverableItemsBesideTheTreeWhenAskedTo()
    {
        string[] recoverable = [.. Adele.WellKnown(SandboxMailbox.RecoverableItemsName)!.Subtree.Select(static f => f.Id)];

        recoverable.ShouldBeSubsetOf(Ids("-Recurse -RecoverableItems"));
        Ids("-Recurse").Intersect(recoverable).ShouldBeEmpty();
    }

    [Fact]
    public void ExportsWhatWasDeletedWhenRecoverableItemsAreAskedFor()
    {
        SandboxFolder deletions = Adele.WellKnown("recoverableitemsdeletions")!;
        SandboxItem item = Adele.AddMail(deletions, "Deleted by mistake", "jo@fabrikam.example", DateTimeOffset.UnixEpoch, created: DateTimeOffset.UnixEpoch);

        ShellResult result = _session.Run("Get-MailboxItem adele@contoso.example -RecoverableItems -Subject 'Deleted by mistake' | Export-MailboxItem");

        result.Output.ShouldHaveSingleItem().Properties["SourceItemId"].Value.ShouldBe(item.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void GivesTheSizeWhereTheServiceSaysIt(bool says)
    {
        _session.Server.Switches.FoldersSayTheirSize = says;

        object? size = _session.Run("Get-MailboxContentFolder adele@contoso.example -Folder Inbox -IncludeSize").Output.ShouldHaveSingleItem().Properties["Size"].Value;

        size.ShouldBe(says ? Adele.Folder("Inbox").Size : null);
    }

    [Fact]
    public void AsksForNoSizeWhenNotAskedTo()
        => _session.Run("Get-MailboxContentFolder adele@contoso.example -Folder Inbox").Output.ShouldHaveSingleItem().Properties["Size"].Value.ShouldBeNull();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void KnowsSearchFolders(bool atTheTop)
    {
        _session.Server.Switches.ListSearchFoldersAtTop = atTheTop;
        string[] search = [.. Adele.Folders.Where(static f => f.IsSearchFolder).Select(static f => f.Id)];

        IEnumerable<string> known = _session.Run("Get-MailboxContentFolder adele@contoso.example -Recurse -IncludeHidden | Where-Object IsSearchFolder | ForEach-Object FolderId").OutputAs<string>();

        known.ShouldBeSubsetOf(search);
        if (atTheTop)
        {
            known.ShouldNotBeEmpty();
        }
    }

    private IReadOnlyList<string> Ids(string parameters) => _session.Run($"Get-MailboxContentFolder adele@contoso.example {parameters} | ForEach-Object FolderId").OutputAs<string>();
}

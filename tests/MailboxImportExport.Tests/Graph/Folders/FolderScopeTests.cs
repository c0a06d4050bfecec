using System.Linq;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Model;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Graph.Folders;

public sealed class FolderScopeTests
{
    [Theory]
    [InlineData("Search Folders", "searchfolders", "search folder")]
    [InlineData("Sync Issues", "syncissues", "synchronisation log")]
    [InlineData("Conflicts", "conflicts", "synchronisation log")]
    [InlineData("Deletions", "recoverableitemsdeletions", "Recoverable Items")]
    [InlineData("Deleted Items", "deleteditems", null)]
    [InlineData("Junk", "junkemail", null)]
    [InlineData("Outbox", "outbox", null)]
    [InlineData("Drafts", "drafts", null)]
    public void LeavesOutWhatIsTheBusinessOfTheMailSystem(string name, string wellKnown, string? reason)
        => Scope().ReasonToLeaveOut(FolderPatternTests.Folder(name, wellKnown)).ShouldBe(reason);

    [Theory]
    [InlineData("PersonMetadata", "IPF.Note", "hidden system folder")]
    [InlineData("Files", "IPF.Files", "hidden system folder")]
    [InlineData("Files", "IPF.Note", null)]
    [InlineData("Contacts/Companies", "IPF.Contact.Company", "hidden system folder")]
    [InlineData("Contacts/Companies", "IPF.Contact", null)]
    [InlineData("Inbox/Companies", "IPF.Note", null)]
    public void LeavesOutSystemFoldersAndNotThoseThatPeopleGaveTheSameName(string path, string folderClass, string? reason)
        => Scope().ReasonToLeaveOut(FolderPatternTests.Folder(path, folderClass: folderClass)).ShouldBe(reason);

    [Fact]
    public void LeavesOutWhatIsBelowAFolderThatIsLeftOut()
    {
        FolderScope scope = Scope();

        scope.ReasonToLeaveOut(FolderPatternTests.Folder("Hidden", isHidden: true)).ShouldBe("hidden");
        scope.ReasonToLeaveOut(FolderPatternTests.Folder("Hidden/Inside")).ShouldBe("below a folder that is left out");
        scope.ReasonToLeaveOut(FolderPatternTests.Folder("Hidden/Inside/Deeper")).ShouldBe("below a folder that is left out");
    }

    [Fact]
    public void TakesWhatIsIncludedAndNotExcluded()
    {
        FolderScope scope = new(["#Inbox#/*"], ["*/Old", "#Inbox#/Private/*"]);
        MailboxContentFolder[] tree =
        [
            FolderPatternTests.Folder("Posteingang", "inbox"),
            FolderPatternTests.Folder("Posteingang/A"),
            FolderPatternTests.Folder("Posteingang/A/Old"),
            FolderPatternTests.Folder("Posteingang/Private"),
            FolderPatternTests.Folder("Posteingang/Private/Deeper"),
            FolderPatternTests.Folder("Other"),
        ];

        tree.Select(scope.ReasonToLeaveOut).ShouldBe([null, null, "in -ExcludeFolders", "in -ExcludeFolders", "in -ExcludeFolders", "not in -IncludeFolders"]);
    }

    [Fact]
    public void ExcludesBelowAWellKnownFolderThatIsItselfNotIncluded()
    {
        FolderScope scope = new(["Inbox/Projects/*"], ["#Inbox#/Projects/Old"]);
        scope.ReasonToLeaveOut(FolderPatternTests.Folder("Inbox", "inbox")).ShouldBe("not in -IncludeFolders");
        scope.ReasonToLeaveOut(FolderPatternTests.Folder("Inbox/Projects")).ShouldBeNull();

        scope.ReasonToLeaveOut(FolderPatternTests.Folder("Inbox/Projects/Old")).ShouldBe("in -ExcludeFolders");
    }

    [Theory]
    [InlineData("Inbox/*", null, null)]
    [InlineData("#Inbox#/*", null, null)]
    [InlineData(null, "#Inbox#/*", "in -ExcludeFolders")]
    public void KnowsPatternsOfAFolderThatWasNamed(string? include, string? exclude, string? reason)
    {
        FolderScope scope = new(include is null ? [] : [include], exclude is null ? [] : [exclude]);

        scope.Enter(FolderPatternTests.Folder("Inbox", "inbox"));

        scope.ReasonToLeaveOut(FolderPatternTests.Folder("Inbox/Projects")).ShouldBe(reason);
    }

    private static FolderScope Scope() => new([], []);
}

using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Model;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Graph.Folders;

public sealed class FolderPatternTests
{
    // A German mailbox, parents before children.
    private static readonly MailboxContentFolder[] Tree =
    [
        Folder("Posteingang", "inbox"),
        Folder("Posteingang/Projekte"),
        Folder("Posteingang/Projekte/Alt"),
        Folder("Posteingang/A//B"),
        Folder("Posteingang2"),
        Folder("Gesendete Elemente", "sentitems"),
        Folder("Projekte"),
        Folder("Projekte/Alt"),
        Folder("//slash"),
    ];

    [Theory]
    [InlineData("Projekte", "Projekte")]
    [InlineData("projekte", "Projekte")]
    [InlineData("/Projekte/", "Projekte")]
    [InlineData("Projekte/*", "Projekte|Projekte/Alt")]
    [InlineData("#Inbox#", "Posteingang")]
    [InlineData("#inbox#/*", "Posteingang|Posteingang/Projekte|Posteingang/Projekte/Alt|Posteingang/A//B")]
    [InlineData("#Inbox#/Projekte", "Posteingang/Projekte")]
    [InlineData("#Inbox#/Projekte/*", "Posteingang/Projekte|Posteingang/Projekte/Alt")]
    [InlineData("#SentItems#", "Gesendete Elemente")]
    [InlineData("#Sent Items#", "Gesendete Elemente")]
    [InlineData("Inbox", "")]
    [InlineData("#Nothing#", "")]
    [InlineData("Posteingang/A//B", "Posteingang/A//B")]
    [InlineData("Posteingang?", "Posteingang2")]
    [InlineData("*/Alt", "Posteingang/Projekte/Alt|Projekte/Alt")]
    [InlineData("*Projekte", "Posteingang/Projekte|Projekte")]
    [InlineData("Proj*/*", "Projekte|Projekte/Alt")]
    [InlineData("#Inbox#/P*", "Posteingang/Projekte|Posteingang/Projekte/Alt")]
    [InlineData("//slash", "//slash")]
    [InlineData("*", "Posteingang|Posteingang/Projekte|Posteingang/Projekte/Alt|Posteingang/A//B|Posteingang2|Gesendete Elemente|Projekte|Projekte/Alt|//slash")]
    public void MeansTheFoldersThatAnAdministratorExpects(string pattern, string folders)
    {
        FolderPattern parsed = FolderPattern.ParseAll([pattern]).Single();

        List<string> meant = [.. Tree.Where(parsed.Covers).Select(static f => f.Path)];

        meant.ShouldBe(folders.Length == 0 ? [] : folders.Split('|'));
    }

    internal static MailboxContentFolder Folder(string path, string? wellKnown = null, string folderClass = "IPF.Note", bool isHidden = false)
    {
        IReadOnlyList<string> names = FolderPath.Split(path);
        return new MailboxContentFolder
        {
            MailboxId = "m",
            FolderId = path,
            Path = path,
            DisplayName = names[^1],
            ParentFolderId = names.Count == 1 ? "root" : names.Take(names.Count - 1).Aggregate((string?)null, FolderPath.Join),
            WellKnownName = wellKnown,
            FolderClass = folderClass,
            IsHidden = isHidden,
        };
    }
}

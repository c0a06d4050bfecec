using System;
using System.IO;
using MailboxImportExport.ItemFolder;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.ItemFolder;

public sealed class ItemFolderFilesRenameTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mie-rename");

    private string From => Path.Combine(_folder.FullName, "folders.json.part");

    private string To => Path.Combine(_folder.FullName, "folders.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TakesThePlaceOfTheFileThatHasTheName(bool isThere)
    {
        File.WriteAllText(From, "new");
        if (isThere)
        {
            File.WriteAllText(To, "old");
        }

        new ItemFolderFiles().Rename(From, To);

        File.ReadAllText(To).ShouldBe("new");
        File.Exists(From).ShouldBeFalse();
    }

    [Fact]
    public void LeavesTheOldFileWhenTheNewOneCannotTakeItsPlace()
    {
        File.WriteAllText(To, "old");

        Should.Throw<FileNotFoundException>(() => new ItemFolderFiles().Rename(From, To));

        File.ReadAllText(To).ShouldBe("old");
    }
}

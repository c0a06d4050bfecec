using System;
using System.IO;
using MailboxImportExport.ItemFolder;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.ItemFolder;

public sealed class ItemFolderFilesCreateTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mie-create");

    private string Item => Path.Combine(_folder.FullName, "item.fts");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void MakesAnEmptyFileForTheOwnerWhateverWasThere(bool isThere)
    {
        if (isThere)
        {
            File.WriteAllText(Item, "left by a run that was killed");
        }

        using (Stream file = new ItemFolderFiles().Create(Item))
        {
            file.Write("new"u8);
        }

        File.ReadAllText(Item).ShouldBe("new");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Item).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void SaysWhyWhenThereIsNoFolder() => Should.Throw<DirectoryNotFoundException>(() => new ItemFolderFiles().Create(Path.Combine(_folder.FullName, "none", "item.fts")));
}

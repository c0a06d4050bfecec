using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Tests.Sandbox.Streams;
using MailboxImportExport.Transfer.Reading;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Reading;

public sealed class SaveAttachmentsTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("mie-");

    private string Folder => Path.Combine(_root.FullName, "attachments");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task SavesTheBytesOfAFile()
    {
        GeneratedContent data = new(200_000, seed: 5);

        FileInfo file = (await SaveAsync(await ReadAsync(Message(Attachment("data.bin", data))))).ShouldHaveSingleItem();

        file.FullName.ShouldBe(Path.Combine(Folder, "data.bin"));
        File.ReadAllBytes(file.FullName).ShouldBe(data.ToArray());
    }

    [Fact]
    public async Task SavesAnAttachedItemAsAnItem()
    {
        MailboxItemContent item = await ReadAsync(TestMessage.Full());

        FileInfo[] files = await SaveAsync(item);

        files[1].Name.ShouldBe("inside.fts");
        (await ReadAsync(File.ReadAllBytes(files[1].FullName))).Subject.ShouldBe("inside");
    }

    [Fact]
    public async Task SavesWhatIsAttachedToAnAttachedItem()
    {
        MessageContent inner = Message(Attachment("deep.txt", new MemoryContent([1, 2, 3])));
        AttachmentContent outer = new() { Properties = new PropertyBag([Tags.AttachMethod.With(5)]), Embedded = inner };
        MailboxItemContent item = await ReadAsync(Message(Attachment("first.txt", new MemoryContent([9])), outer));

        FileInfo file = (await SaveAsync(item.Attachments[1].Item!)).ShouldHaveSingleItem();

        File.ReadAllBytes(file.FullName).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task NumbersFilesOfOneNameAndReplacesNone()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "a.txt"), "mine");

        FileInfo[] files = await SaveAsync(await ReadAsync(Message(Attachment("a.txt", new MemoryContent([1])), Attachment("a.txt", new MemoryContent([2])))));

        files.Select(static f => f.Name).ShouldBe(["a (2).txt", "a (3).txt"]);
        File.ReadAllText(Path.Combine(Folder, "a.txt")).ShouldBe("mine");
    }

    [Fact]
    public async Task LeavesNothingOutsideOfTheFolderWhenNamesLeadOutOfIt()
    {
        string[] names = ["../escaped.txt", @"..\escaped.txt", "/tmp/escaped.txt", @"C:\escaped.txt", "NUL", "x/../../escaped.txt"];

        FileInfo[] files = await SaveAsync(await ReadAsync(Message([.. names.Select(static n => Attachment(n, new MemoryContent([1])))])));

        files.Length.ShouldBe(names.Length);
        files.ShouldAllBe(file => file.DirectoryName == Folder);
        _root.GetFileSystemInfos().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task WritesThroughNoLink()
    {
        Directory.CreateDirectory(Folder);
        string target = Path.Combine(_root.FullName, "target");
        File.CreateSymbolicLink(Path.Combine(Folder, "a.txt"), target);

        FileInfo[] files = await SaveAsync(await ReadAsync(Message(Attachment("a.txt", new MemoryContent([1])))));

        files.ShouldHaveSingleItem().Name.ShouldBe("a (2).txt");
        File.Exists(target).ShouldBeFalse();
    }

    [Fact]
    public async Task SavesNothingWhenTheAttachmentIsALink()
    {
        AttachmentContent link = new() { Properties = new PropertyBag([Tags.AttachMethod.With(7), Tags.AttachLongFilename.With("plan.docx")]) };

        (await SaveAsync(await ReadAsync(Message(link)))).ShouldBeEmpty();

        Directory.Exists(Folder).ShouldBeFalse();
    }

    [Fact]
    public async Task RefusesAnAttachmentThatWentThroughAFile()
    {
        MailboxImportExportException failure = await Should.ThrowAsync<MailboxImportExportException>(() => new SaveAttachments(Folder).SaveAsync(new MailboxItemAttachment { Name = "a" }, CancellationToken.None));

        failure.Kind.ShouldBe(FailureKind.ContentReleased);
    }

    [Fact]
    public async Task NamesTheFolderWhenItCannotBeWritten()
    {
        File.WriteAllText(Folder, "a file");

        MailboxImportExportException failure = await Should.ThrowAsync<MailboxImportExportException>(async () => await SaveAsync(await ReadAsync(Message(Attachment("a", new MemoryContent([1]))))));

        failure.Kind.ShouldBe(FailureKind.FileNotWritable);
        failure.Target.ShouldBe(Folder);
    }

    private static MessageContent Message(params AttachmentContent[] attachments) => TestMessage.Plain("a") with { Attachments = attachments };

    private static AttachmentContent Attachment(string name, Content data)
        => new() { Properties = new PropertyBag([Tags.AttachMethod.With(1), Tags.AttachLongFilename.With(name), Tags.AttachData.With(data)]) };

    private static Task<MailboxItemContent> ReadAsync(MessageContent message) => ReadAsync(TestMessage.Write(message));

    private static async Task<MailboxItemContent> ReadAsync(byte[] stream)
    {
        using OpenedItem opened = await OpenedItem.OpenAsync(new NamedContent("test", new BytesContent(stream), null), CancellationToken.None);
        return opened.Convert([]);
    }

    private async Task<FileInfo[]> SaveAsync(MailboxItemContent item)
    {
        List<FileInfo> files = [];
        foreach (MailboxItemAttachment attachment in item.Attachments)
        {
            if (await new SaveAttachments(Folder).SaveAsync(attachment, CancellationToken.None) is FileInfo file)
            {
                files.Add(file);
            }
        }

        return [.. files];
    }
}

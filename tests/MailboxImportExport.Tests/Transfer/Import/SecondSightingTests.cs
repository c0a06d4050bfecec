using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transfer.Import;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Import;

/// <summary>Imports whose sources bring an item more than once.</summary>
public sealed class SecondSightingTests : IAsyncLifetime
{
    private readonly DirectoryInfo _other = Directory.CreateTempSubdirectory("mie-");
    private ExportedFolder _folder = null!;

    public async ValueTask InitializeAsync() => _folder = await ExportedFolder.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await _folder.DisposeAsync();
        _other.Delete(recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ImportsAnItemOnceWhenTwoExportsHaveIt(bool replaces)
    {
        _folder.Options = _folder.Options with { Replaces = replaces };
        Copy();

        MailboxTransferSummary summary = await _folder.ImportAsync(Both);

        summary.Verdict.ShouldBe(TransferVerdict.Complete);
        (summary.Done, summary.Skipped).ShouldBe((ExportedFolder.Items, ExportedFolder.Items));
        _folder.Arrived.ShouldBe(ExportedFolder.Items);
    }

    [Fact]
    public async Task MakesTwoCopiesWhenCopiesAreAskedFor()
    {
        _folder.Options = _folder.Options with { MakeCopies = true };
        Copy();

        (await _folder.ImportAsync(Both)).Done.ShouldBe(2 * ExportedFolder.Items);
    }

    [Fact]
    public async Task ImportsAnItemThatHasFailedBefore()
    {
        Copy();
        _folder.Sandbox.Gates.OnNext(CallKind.ImportItem, static _ => Task.FromException(new ScriptedAnswer(400, """{ "Message": "Refused." }""")));

        MailboxTransferSummary summary = await _folder.ImportAsync(Both);

        (summary.Done, summary.Skipped, summary.FailedCount).ShouldBe((ExportedFolder.Items, ExportedFolder.Items - 1, 1));
        _folder.Arrived.ShouldBe(ExportedFolder.Items);
    }

    [Fact]
    public async Task ImportsAVersionWithOtherFieldsBesideTheFirst()
    {
        Copy();
        SandboxItem changed = _folder.Source.Items[0];
        _folder.Mailbox.TryUpdateItem(changed, changed.Content with { Properties = changed.Content.Properties.With(Tags.Subject.With("Changed")) });
        await _folder.ExportAsync();

        MailboxTransferSummary summary = await _folder.ImportAsync(Both);

        (summary.Done, summary.Skipped, summary.Conflicts).ShouldBe((ExportedFolder.Items + 1, ExportedFolder.Items - 1, 1));
    }

    [Fact]
    public async Task ImportsTheSecondOfTwoEqualItemsWhenTheFirstIsThereWhicheverComesFirst()
    {
        await using ExportedFolder folder = await ExportedFolder.CreateAsync(fill: static (mailbox, source) => mailbox.AddItems(source, 1, size: 100));
        ImportSource first = Exported(folder).ShouldHaveSingleItem();
        await folder.ImportAsync([first]);
        folder.Mailbox.AddItems(folder.Source, 1, size: 100);
        await folder.ExportAsync();
        ImportSource second = Exported(folder).Single(s => s.Item!.SourceItemId != first.Item!.SourceItemId);
        TaskCompletionSource skipped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        folder.Log.Heard = line => _ = line.Contains("is skipped", StringComparison.Ordinal) && skipped.TrySetResult();

        MailboxTransferSummary summary = await folder.ImportAsync(SecondFirstAsync());

        (summary.Done, summary.Skipped).ShouldBe((1, 1));
        folder.Mailbox.Folder("Into").Items.Count.ShouldBe(2);

        // The second stands for the one that was imported: the first is not to be taken for it as well.
        async IAsyncEnumerable<ImportSource> SecondFirstAsync()
        {
            yield return second;
            await skipped.Task;
            yield return first;
        }
    }

    [Fact]
    public async Task ImportsEachVersionWhenAllAreAskedFor()
    {
        SandboxItem changed = _folder.Source.Items[0];
        _folder.Mailbox.TryUpdateItem(changed, changed.Content with { Properties = changed.Content.Properties.With(Tags.Importance.With(2)) });
        await _folder.ExportAsync();
        Copy();
        _folder.Options = _folder.Options with { AllVersions = true };

        MailboxTransferSummary summary = await _folder.ImportAsync(Both);

        (summary.Done, summary.Skipped).ShouldBe((ExportedFolder.Items + 1, ExportedFolder.Items + 1));
    }

    [Fact]
    public async Task TakesAPathOnceAndSaysSo()
    {
        string path = _folder.FullPath;

        MailboxTransferSummary summary = await _folder.ImportAsync([new ImportSource { Path = path }, new ImportSource { Path = path + Path.DirectorySeparatorChar }]);

        summary.Requested.ShouldBe(ExportedFolder.Items);
        _folder.Log.Warnings.ShouldHaveSingleItem().ShouldContain("was given twice");
    }

    [Fact]
    public async Task AccountsOnceForAMailboxThatGetsAFolderAndAFile()
    {
        string file = Path.Combine(_other.FullName, "single.fts");
        File.Copy(Files().First(), file);

        MailboxTransferSummary summary = await _folder.ImportAsync([new ImportSource { Path = _folder.FullPath }, new ImportSource { Path = file }]);

        summary.Requested.ShouldBe(ExportedFolder.Items + 1);
        _folder.Mailbox.Folder("Into").Items.Count.ShouldBe(1);
        _folder.Target.Items.Count.ShouldBe(ExportedFolder.Items);
    }

    [Fact]
    public async Task ChecksAFileOnItsWayThatChangesMeanwhile()
    {
        string file = Path.Combine(_other.FullName, "single.fts");
        File.Copy(Files().First(), file);
        _folder.Sandbox.Gates.OnNext(CallKind.CreateImportSession, _ =>
        {
            byte[] content = File.ReadAllBytes(file);
            content[^1] ^= 1;
            File.WriteAllBytes(file, content);
            return Task.CompletedTask;
        });

        MailboxTransferSummary summary = await _folder.ImportAsync([new ImportSource { Path = file }]);

        summary.Failed.ShouldHaveSingleItem().Reason.ShouldBe(FailureKind.ItemCorrupt);
        _folder.Mailbox.Folder("Into").Items.ShouldBeEmpty();
    }

    private ImportSource[] Both => [new ImportSource { Path = _other.FullName }, new ImportSource { Path = _folder.FullPath }];

    private string[] Files() => Directory.GetFiles(new ItemFolderLayout(_folder.FullPath).ItemsFolder, "*.fts", SearchOption.AllDirectories);

    // The same export once more, as the week before had it.
    private static IReadOnlyList<ImportSource> Exported(ExportedFolder folder)
        => [.. ItemFolderReader.OpenFolder(folder.FullPath, null, folder.Log).Items(allVersions: false).Select(static i => new ImportSource { Item = i.Item })];

    private void Copy()
    {
        foreach (string file in Directory.GetFiles(_folder.FullPath, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(_other.FullName, Path.GetRelativePath(_folder.FullPath, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}

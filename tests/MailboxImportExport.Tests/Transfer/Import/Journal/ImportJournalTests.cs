using System;
using System.IO;
using System.Linq;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Import.Journal;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Import.Journal;

public sealed class ImportJournalTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mie-journal");
    private readonly RecordingLog _log = new();

    private string Path => System.IO.Path.Combine(_folder.FullName, "import.jsonl");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void KnowsWhatIsDoneAndWhatIsOpenAfterAKill()
    {
        Killed(JournalMode.Skip, run =>
        {
            Intend(run, "a");
            run.Complete(Key("a"), "new-a");
            Intend(run, "b");
        });

        Next(JournalMode.Skip, run =>
        {
            PriorImport done = run.Prior(Key("a")).ShouldHaveSingleItem();
            done.Item.ShouldBe(ItemIdHash.Of("new-a"));
            done.Intended.ShouldBe(Now);
            run.Prior(Key("b")).ShouldHaveSingleItem().IsDone.ShouldBeFalse();
            run.Prior(Key("c")).ShouldBeEmpty();
        });
    }

    [Fact]
    public void ForgetsWhatWasRefused()
    {
        Killed(JournalMode.Copy, run =>
        {
            Intend(run, "a");
            run.Refuse(Key("a"));
        });

        Next(JournalMode.Copy, static run => run.Prior(Key("a")).ShouldBeEmpty());
    }

    [Fact]
    public void CountsForCopiesOnlyWhileTheRunIsUnfinished()
    {
        Killed(JournalMode.Copy, static run => Import(run, "a"));

        Next(JournalMode.Copy, run =>
        {
            run.ContinuesCopies.ShouldBeTrue();
            PriorImport prior = run.Prior(Key("a")).ShouldHaveSingleItem();
            run.TakeOver(Key("a"), prior, prior.Item);
            run.End(isWhole: true);
        });

        Next(JournalMode.Copy, static run =>
        {
            run.ContinuesCopies.ShouldBeFalse();
            run.Prior(Key("a")).ShouldBeEmpty();
        });
        Next(JournalMode.Skip, static run => run.Prior(Key("a")).ShouldHaveSingleItem().IsDone.ShouldBeTrue());
    }

    [Fact]
    public void DoesNotCountForCopiesWhatAnotherKindOfRunLeft()
    {
        Killed(JournalMode.Skip, static run => Import(run, "a"));

        Next(JournalMode.Copy, static run => run.Prior(Key("a")).ShouldBeEmpty());
    }

    [Fact]
    public void GoesOnTwiceWhenTheSecondRunIsKilledToo()
    {
        Killed(JournalMode.Copy, static run => Intend(run, "a"));
        Killed(JournalMode.Copy, static run => Intend(run, "a", run.Prior(Key("a")).ShouldHaveSingleItem()));

        Next(JournalMode.Copy, static run => run.Prior(Key("a")).ShouldHaveSingleItem().IsDone.ShouldBeFalse());
    }

    [Fact]
    public void KeepsEachOfTwoImportsOfOneItem()
    {
        Killed(JournalMode.Copy, run =>
        {
            Import(run, "a", "first");
            Import(run, "a", "second");
        });

        Next(JournalMode.Copy, run =>
        {
            PriorImport first = run.Prior(Key("a")).Single(static p => p.Item == ItemIdHash.Of("first"));
            run.TakeOver(Key("a"), first, first.Item);
            run.Prior(Key("a")).ShouldHaveSingleItem().Item.ShouldBe(ItemIdHash.Of("second"));
        });
    }

    [Fact]
    public void MakesCopiesWhateverARunBesideItIsDoing()
    {
        using ImportJournal journal = Open();
        using ImportJournal same = Open();
        JournalRun other = same.Begin(JournalMode.Copy, TimeProvider.System);
        Intend(other, "a");
        Import(other, "b");

        journal.Begin(JournalMode.Copy, TimeProvider.System).Prior(Key("b")).ShouldBeEmpty();
    }

    [Fact]
    public void KnowsWhatARunBesideItHasDone()
    {
        using ImportJournal journal = Open();
        JournalRun before = journal.Begin(JournalMode.Skip, TimeProvider.System);
        Import(before, "earlier");
        before.End(isWhole: true);
        JournalRun other = journal.Begin(JournalMode.Skip, TimeProvider.System);
        JournalRun run = journal.Begin(JournalMode.Skip, TimeProvider.System);
        Intend(other, "open");
        Import(other, "done");
        Import(run, "own");
        run.IsBeside(run.Prior(Key("done")).ShouldHaveSingleItem()).ShouldBeTrue();

        other.End(isWhole: true);

        run.IsBeside(run.Prior(Key("done")).ShouldHaveSingleItem()).ShouldBeTrue();
        run.IsBeside(run.Prior(Key("earlier")).ShouldHaveSingleItem()).ShouldBeFalse();
        run.IsBeside(run.Prior(Key("own")).ShouldHaveSingleItem()).ShouldBeFalse();
        journal.Begin(JournalMode.Skip, TimeProvider.System).IsBeside(run.Prior(Key("done"))[0]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("a letter to nobody\nand more\n")]
    [InlineData("a letter to nobody")]
    [InlineData("{\"v\":1,\"mailboxId\":\"MBX:1@2\",\"itemId\":\"x\",\"size\":1,\"sha256\":\"\",\"file\":\"\"}\n")]
    [InlineData("{ \"v\": 1 }")]
    public void RefusesAFileThatIsNoJournalAndLeavesItAsItIs(string content)
    {
        File.WriteAllText(Path, content);

        Should.Throw<MailboxImportExportException>(() => Open()).Kind.ShouldBe(FailureKind.ImportJournalDamaged);

        File.ReadAllText(Path).ShouldBe(content);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"v\":1,\"run\":\"0123")]
    public void CutsAFirstLineThatIsNotWhole(string content)
    {
        File.WriteAllText(Path, content);

        Next(JournalMode.Skip, static run => Import(run, "a"));

        Next(JournalMode.Skip, static run => run.Prior(Key("a")).ShouldHaveSingleItem());
    }

    [Fact]
    public void IsNotRewrittenBehindALineThatCannotBeRead()
    {
        Killed(JournalMode.Copy, static run => Import(run, "kept"));
        File.AppendAllText(Path, "nonsense\n");
        Killed(JournalMode.Copy, static run =>
        {
            for (int i = 0; i < 1000; i++)
            {
                Intend(run, "refused");
                run.Refuse(Key("refused"));
            }
        });
        string[] lines = Lines();

        Next(JournalMode.Copy, static run => run.Prior(Key("kept")).ShouldHaveSingleItem());

        Lines().ShouldBe(lines);
    }

    [Fact]
    public void ForgetsWhatWholeRunsDidLongAgoWhenItIsAsked()
    {
        FakeTimeProvider time = new(Now);
        using (ImportJournal journal = Open())
        {
            JournalRun run = journal.Begin(JournalMode.Skip, time);
            for (int i = 0; i < 1000; i++)
            {
                Import(run, $"{i}");
            }

            run.End(isWhole: true);
            Import(journal.Begin(JournalMode.Skip, time), "unfinished");
        }

        Next(JournalMode.Skip, static run => run.Prior(Key("7")).ShouldHaveSingleItem(), Now);
        Next(JournalMode.Skip, static run =>
        {
            run.Prior(Key("7")).ShouldBeEmpty();
            run.Prior(Key("unfinished")).ShouldHaveSingleItem();
        }, Now.AddSeconds(1));
        Lines().Length.ShouldBe(3);
    }

    [Fact]
    public void TakesInWhatAnotherJournalKnowsOnce()
    {
        string other = System.IO.Path.Combine(_folder.FullName, "other.jsonl");
        Killed(JournalMode.Copy, static run => Import(run, "here"));
        using (ImportJournal elsewhere = ImportJournal.OpenFile(other, new ItemFolderFiles(), TimeProvider.System, _log))
        {
            JournalRun run = elsewhere.Begin(JournalMode.Copy, TimeProvider.System);
            Import(run, "there");
            Intend(run, "on its way");
        }

        string copy = File.ReadAllText(other);
        TakeIn(other).ShouldBeTrue();
        File.Exists(other).ShouldBeFalse();

        // A kill before the other one was removed.
        File.WriteAllText(other, copy);
        int lines = Lines().Length;
        TakeIn(other).ShouldBeTrue();

        Lines().Length.ShouldBe(lines);
        Next(JournalMode.Copy, static run =>
        {
            run.Prior(Key("here")).ShouldHaveSingleItem().IsDone.ShouldBeTrue();
            run.Prior(Key("there")).ShouldHaveSingleItem().IsDone.ShouldBeTrue();
            run.Prior(Key("on its way")).ShouldHaveSingleItem().IsDone.ShouldBeFalse();
        });
    }

    [Fact]
    public void WritesNothingWhenThereIsNothingToSay()
    {
        Next(JournalMode.Skip, static run => run.End(isWhole: true));

        new FileInfo(Path).Length.ShouldBe(0);
    }

    [Fact]
    public void HandsEachLineToTheSystemAtOnce()
    {
        using ImportJournal journal = Open();
        JournalRun run = journal.Begin(JournalMode.Skip, TimeProvider.System);

        Intend(run, "a");
        Lines().Length.ShouldBe(2);
        run.Complete(Key("a"), "new");
        Lines().Length.ShouldBe(3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public void CutsALastLineThatIsNotWhole(int missing)
    {
        Killed(JournalMode.Skip, static run => Import(run, "a"));
        using (FileStream file = new(Path, FileMode.Open))
        {
            file.SetLength(file.Length - missing);
        }

        Next(JournalMode.Skip, run =>
        {
            run.Prior(Key("a")).ShouldHaveSingleItem().IsDone.ShouldBeFalse();
            Import(run, "b");
        });

        _log.Warnings.ShouldBeEmpty();
        Next(JournalMode.Skip, static run => run.Prior(Key("b")).ShouldHaveSingleItem().IsDone.ShouldBeTrue());
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{\"v\":1,\"run\":\"r\",\"state\":\"intent\"}")]
    [InlineData("{\"v\":1,\"run\":\"r\",\"state\":\"other\",\"key\":\"00000000000000000000000000000000\"}")]
    public void SaysWhichLineItCannotRead(string line)
    {
        Killed(JournalMode.Skip, static run => Import(run, "a"));
        File.AppendAllText(Path, line + "\n");

        Next(JournalMode.Skip, static run => run.Prior(Key("a")).ShouldHaveSingleItem());

        _log.Warnings.ShouldHaveSingleItem().ShouldContain("the line at byte");
    }

    [Fact]
    public void RefusesALaterFormat()
    {
        File.WriteAllText(Path, "{\"v\":2,\"run\":\"r\",\"state\":\"begin\"}\n");

        Should.Throw<MailboxImportExportException>(() => Open()).Kind.ShouldBe(FailureKind.ImportJournalDamaged);
    }

    [Fact]
    public void RefusesALineWithoutEnd()
    {
        File.WriteAllText(Path, new string('x', 2 * 1024 * 1024));

        Should.Throw<MailboxImportExportException>(() => Open()).Kind.ShouldBe(FailureKind.ImportJournalDamaged);
        File.Delete(Path);
        Open().Dispose();
    }

    [Fact]
    public void RefusesWhenAnotherProcessHasIt()
    {
        using FileStream held = new(Path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

        MailboxImportExportException e = Should.Throw<MailboxImportExportException>(() => Open());

        e.Kind.ShouldBe(FailureKind.ImportJournalInUse);
        e.Message.ShouldContain("-JournalPath");
    }

    [Fact]
    public void IsReadableByItsOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Modes are a matter of Unix.");
            return;
        }

        Killed(JournalMode.Skip, static run => Import(run, "a"));

        File.GetUnixFileMode(Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void IsRewrittenWhenMostOfItIsSuperseded()
    {
        Killed(JournalMode.Copy, static run =>
        {
            Import(run, "kept");
            for (int i = 0; i < 1000; i++)
            {
                Intend(run, "refused");
                run.Refuse(Key("refused"));
            }
        });

        Next(JournalMode.Copy, static run => run.Prior(Key("kept")).ShouldHaveSingleItem().IsDone.ShouldBeTrue());

        Lines().Length.ShouldBe(3);
        Next(JournalMode.Copy, run =>
        {
            run.Prior(Key("kept")).ShouldHaveSingleItem().Item.ShouldBe(ItemIdHash.Of("new-kept"));
            Import(run, "after");
        });
        Lines().Length.ShouldBe(6);
    }

    private static JournalKey Key(string item) => JournalKey.Of(Source(item), string.Empty, "MBX:1@2", "folder");

    private static JournalSource Source(string item) => new() { MailboxId = "MBX:3@2", ItemId = item, ChangeKey = "1" };

    private static void Intend(JournalRun run, string item, PriorImport? after = null) => run.Intend(Key(item), Source(item), "MBX:1@2", "folder", Now, after?.Run.Id);

    private static void Import(JournalRun run, string item, string? id = null)
    {
        Intend(run, item);
        run.Complete(Key(item), id ?? "new-" + item);
    }

    private string[] Lines() => File.ReadAllLines(Path);

    private bool TakeIn(string other)
    {
        using ImportJournal journal = Open();
        return journal.TakeIn(ImportJournal.OpenFile(other, new ItemFolderFiles(), TimeProvider.System, _log), _log);
    }

    private ImportJournal Open(DateTimeOffset? forgetBefore = null) => ImportJournal.OpenFile(Path, new ItemFolderFiles(), TimeProvider.System, _log, forgetBefore);

    // A run without an end, as a kill leaves it.
    private void Killed(string mode, Action<JournalRun> work) => Next(mode, work);

    private void Next(string mode, Action<JournalRun> work, DateTimeOffset? forgetBefore = null)
    {
        using ImportJournal journal = Open(forgetBefore);
        work(journal.Begin(mode, TimeProvider.System));
    }
}

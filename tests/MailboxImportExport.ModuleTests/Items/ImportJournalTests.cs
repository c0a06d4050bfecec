using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Items;

/// <summary>Imports that are repeated or were not carried to their end, and the journal that they keep.</summary>
public sealed class ImportJournalTests : IClassFixture<SandboxSession>, IDisposable
{
    private const string Line = "$account = Import-MailboxItem -Path $path -TargetMailbox chika@contoso.example -TargetFolder $target -CreateFolder";
    private const string Account = "\"$($account.Verdict) $($account.Done) $($account.Skipped)\"";

    private readonly SandboxSession _session;
    private readonly SandboxFolder _source;
    private readonly SandboxFolder _target;
    private readonly string _path;

    public ImportJournalTests(SandboxSession session)
    {
        _session = session;
        _source = Support.AddFolder($"Source-{Guid.NewGuid():N}");
        SandboxFolder above = Chika.AddFolder($"Target-{Guid.NewGuid():N}");
        _target = Chika.AddFolder($"{above.DisplayName}/{_source.DisplayName}");
        _path = session.NewPath();
        _session.Shell.Reset();
        _session.Connect(_session.Shell);
    }

    public void Dispose() => Switches.KeepCreationTimeOnImport = new SandboxSwitches().KeepCreationTimeOnImport;

    private SandboxSwitches Switches => _session.Server.Switches;

    private SandboxMailbox Support => _session.Mailbox("support");

    private SandboxMailbox Chika => _session.Mailbox("chika");

    private string Journal => Path.Combine(_path, "import.jsonl");

    [Fact]
    public void KeepsTheJournalInTheExportFolder()
    {
        Export(3);

        Import(Line).ShouldBe("Complete 3 0");

        File.ReadAllLines(Journal).Length.ShouldBe(8);
        Run("Import-MailboxItem -Path $path -TargetMailbox chika@contoso.example -TargetFolder $target -Verbose").Verbose.ShouldContain(l => l.Contains(Journal, StringComparison.Ordinal));
    }

    [Fact]
    public void DoesNotGrowWhenNothingIsImported()
    {
        Export(3);
        Import(Line);
        long length = new FileInfo(Journal).Length;

        Import(Line).ShouldBe("Complete 0 3");

        new FileInfo(Journal).Length.ShouldBe(length);
    }

    [Fact]
    public void DoesNotImportAgainWhatWasChangedInTheTarget()
    {
        Export(2);
        Import(Line);
        SandboxItem changed = _target.Items[0];
        Change(Chika, changed, changed.Content.Properties.With(Tags.Subject.With("Changed by the user")));

        Import(Line).ShouldBe("Complete 0 2");
    }

    [Fact]
    public void ImportsAgainWhatWasDeletedInTheTarget()
    {
        AddWithoutKey();
        Export(1);
        Import(Line).ShouldBe("Complete 2 0");
        Chika.RemoveItem(_target.Items[0]).ShouldBeTrue();

        Import(Line).ShouldBe("Complete 1 1");
        Import(Line).ShouldBe("Complete 0 2");
    }

    [Fact]
    public void MakesACopyEachTimeThatOneIsAskedFor()
    {
        Export(3);

        Import(Line + " -ConflictAction Copy").ShouldBe("Complete 3 0");
        Import(Line + " -ConflictAction Copy").ShouldBe("Complete 3 0");

        _target.Items.Count.ShouldBe(6);
    }

    [Theory]
    [InlineData("Skip", false)]
    [InlineData("Skip", true)]
    [InlineData("Copy", false)]
    public void SettlesLostAnswersByItself(string action, bool keepsCreation)
    {
        Switches.KeepCreationTimeOnImport = keepsCreation;
        AddWithoutKey();
        Export(4);
        _session.Server.Faults.OnNext(CallKind.ImportItem, FaultKind.AnswerLost, times: 2);

        ShellResult result = Run($"{Line} -ConflictAction {action}; {Account}");

        result.OutputAs<string>().ShouldBe(["Complete 5 0"]);
        result.Warnings.ShouldBeEmpty();
        _target.Items.Count.ShouldBe(5);
    }

    [Theory]
    [InlineData("Skip", false)]
    [InlineData("Skip", true)]
    [InlineData("Copy", false)]
    public void GoesOnWhereItWasKilled(string action, bool keepsCreation)
    {
        Switches.KeepCreationTimeOnImport = keepsCreation;
        Export(4);
        string line = $"{Line} -ConflictAction {action}";
        Import(line).ShouldBe("Complete 4 0");
        ForgetTheEnd(items: 2);

        Import(line).ShouldBe("Complete 0 4");

        _target.Items.Count.ShouldBe(4);
    }

    [Fact]
    public void SaysWhichItemItIsInDoubtAbout()
    {
        Switches.KeepCreationTimeOnImport = true;
        Export(1);
        Import(Line + " -ConflictAction Copy").ShouldBe("Complete 1 0");
        ForgetTheEnd(items: 1);

        ShellResult again = Run($"{Line} -ConflictAction Copy; {Account}");

        // A guess is no knowledge: the run says so, and the next one has it from this one.
        again.OutputAs<string>().ShouldBe(["Partial 0 1"]);
        again.Warnings[0].ShouldStartWith("'Message 1 of series 1' was being imported when an earlier run was stopped.");
        again.Warnings[1].ShouldContain("it is not certain that 'Message 1 of series 1' has been imported");
        Import(Line + " -ConflictAction Copy").ShouldBe("Complete 0 1");
    }

    [Fact]
    public void IsNotInDoubtWhenTheSourceWasCreatedAtAnotherTime()
    {
        Export(1);
        Import(Line + " -ConflictAction Copy -JournalPath " + _session.NewPath()).ShouldBe("Complete 1 0");
        Outdate();
        Import(Line + " -ConflictAction Copy").ShouldBe("Complete 1 0");
        _target.Items.Where(static i => i.Created.Year != 2024).ToList().ForEach(i => Chika.RemoveItem(i));
        ForgetTheEnd(items: 1);

        ShellResult again = Run($"{Line} -ConflictAction Copy; {Account}");

        // The one from 2024 is neither as old as the source nor new: it is another, and this one did not arrive.
        again.Warnings.ShouldBeEmpty();
        again.OutputAs<string>().ShouldBe(["Complete 1 0"]);
    }

    [Fact]
    public void GoesOnWhereTheTimeOfTheExportInFrontWasOver()
    {
        const int Count = 400;
        Support.AddItems(_source, Count, size: 100);
        for (int i = 0; i < 4; i++)
        {
            // A service that takes longer for the first calls than the export has for all.
            _session.Server.Gates.OnNext(CallKind.ExportItems, static call => Task.Delay(TimeSpan.FromSeconds(1.5), call.Aborted), GatePoint.Answer);
        }

        string line = Piped("-Folder $source -MaxDuration {0}");

        Run(string.Format(CultureInfo.InvariantCulture, line, "00:00:01")).OutputAs<string>()[0].ShouldStartWith("Partial");
        int first = _target.Items.Count;
        string last = Run(string.Format(CultureInfo.InvariantCulture, line, "01:00:00")).OutputAs<string>()[0];

        last.ShouldBe($"Complete Complete {Count - first} {first}");
        first.ShouldBeLessThan(Count);
        _target.Items.Count.ShouldBe(Count);
    }

    [Fact]
    public void GoesOnWhereTheExportInFrontHadFailures()
    {
        string[] ids = [.. Support.AddItems(_source, 3, size: 100).Select(static i => i.Id)];
        string line = Piped("-ItemId $ids");

        _session.Try(line, [.. Variables(), ("ids", new[] { ids[0], "nonsense", ids[1] })]).OutputAs<string>().ShouldBe(["Partial Complete 2 0"]);
        _session.Run(line, [.. Variables(), ("ids", ids)]).OutputAs<string>().ShouldBe(["Complete Complete 1 2"]);
        _session.Run(line, [.. Variables(), ("ids", ids)]).OutputAs<string>().ShouldBe(["Complete Complete 3 0"]);

        _target.Items.Count.ShouldBe(6);
    }

    [Fact]
    public void LeavesNoJournalWhenNothingIsMeantToHappen()
    {
        Export(1);

        Run("Import-MailboxItem -Path $path -TargetMailbox chika@contoso.example -TargetFolder $target -WhatIf");

        File.Exists(Journal).ShouldBeFalse();
    }

    [Fact]
    public void SaysThatAnotherProcessHasTheJournal()
    {
        Export(1);
        using FileStream held = new(Journal + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

        ShellResult result = _session.Try(Line, Variables());

        SandboxSession.ErrorIds(result).ShouldBe(["ImportJournalInUse,MailboxImportExport.Cmdlets.ImportMailboxItemCommand"]);
        _target.Items.ShouldBeEmpty();
    }

    [Fact]
    public void ImportsNothingWhenTheNamedJournalCannotBeWritten()
    {
        Export(1);
        string inTheWay = _session.NewPath();
        Directory.CreateDirectory(inTheWay);

        ShellResult result = _session.Try($"{Line} -JournalPath $other", [.. Variables(), ("other", inTheWay)]);

        SandboxSession.ErrorIds(result).ShouldBe(["FileNotWritable,MailboxImportExport.Cmdlets.ImportMailboxItemCommand"]);
        _target.Items.ShouldBeEmpty();
    }

    [Fact]
    public void SaysOnceThatTheJournalHasNoPlaceThatLasts()
    {
        Export(1);
        Directory.CreateDirectory(Journal);
        ShellResult result = Run($"{Line}; {Account}");

        result.OutputAs<string>().ShouldBe(["Complete 1 0"]);
        result.Warnings.ShouldHaveSingleItem().ShouldContain("-JournalPath");
        Import(Line).ShouldBe("Complete 0 1");
    }

    // As the help advises it.
    private string Piped(string export) => $"$null = Export-MailboxItem support@contoso.example {export} -SummaryVariable exported | "
        + $"Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder '{_target.Path}' -ConflictAction Copy -JournalPath '{_session.NewPath()}' -SummaryVariable account; "
        + "\"$($exported.Verdict) $($account.Verdict) $($account.Done) $($account.Skipped)\"";

    private static void Change(SandboxMailbox mailbox, SandboxItem item, PropertyBag properties)
        => mailbox.TryUpdateItem(item, item.Content with { Properties = properties }).ShouldNotBeNull();

    private void AddWithoutKey()
    {
        SandboxItem item = Support.AddItems(_source, 1, size: 100, seed: 9)[0];
        Change(Support, item, item.Content.Properties.Without(static p => p.Key.Equals(Tags.SearchKey.Key)));
    }

    // As if the run had been killed: its last items have no line that says that they are done, and it has no end.
    private void ForgetTheEnd(int items)
    {
        List<string> lines = [.. File.ReadAllLines(Journal).Where(static l => !l.Contains("\"state\":\"end\"", StringComparison.Ordinal))];
        for (int i = 0; i < items; i++)
        {
            lines.RemoveAt(lines.FindLastIndex(static l => l.Contains("\"state\":\"done\"", StringComparison.Ordinal)));
        }

        File.WriteAllText(Journal, string.Concat(lines.Select(static l => l + "\n")));
    }

    // The items of the target as if they had come there long ago.
    private void Outdate()
    {
        foreach (SandboxItem item in _target.Items.ToList())
        {
            Chika.RemoveItem(item);
            Chika.AddItem(_target, new NewItem(item.Content) { Created = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero) });
        }
    }

    private void Export(int count)
    {
        Support.AddItems(_source, count, size: 100);
        Run("$null = Export-MailboxItem support@contoso.example -Folder $source -DestinationPath $path");
    }

    private string Import(string line) => Run($"{line}; {Account}").OutputAs<string>().ShouldHaveSingleItem();

    private ShellResult Run(string script) => _session.Run(script, Variables());

    private (string Name, object? Value)[] Variables()
        => [("source", _source.DisplayName), ("target", _target.Path.Split('/')[0]), ("path", _path)];
}

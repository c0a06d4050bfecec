using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Kill;

/// <summary>Lines as users type them, killed and typed again: a pipe, and an import that replaces.</summary>
public sealed class KilledLineTests : IClassFixture<SandboxSession>
{
    private const int Items = 200;
    private const string Account = "; \"$($account.Verdict) $($account.FailedCount) $($account.Pending)\"";

    private static readonly (GatePoint Point, int Occurrence)[] Kills = [(GatePoint.Arrival, 30), (GatePoint.Answer, 40), (GatePoint.Arrival, 1), (GatePoint.Answer, 20)];

    private readonly SandboxSession _session;
    private readonly SandboxFolder _source;
    private readonly SandboxFolder _target;
    private readonly string _path;

    public KilledLineTests(SandboxSession session)
    {
        _session = session;
        _source = Support.AddFolder($"Source-{Guid.NewGuid():N}");
        _target = Chika.AddFolder($"Target-{Guid.NewGuid():N}");
        _path = session.NewPath();
        _session.Server.Limits.AreEnforced = false;
        Support.AddItems(_source, Items, size: 100);
    }

    private SandboxMailbox Support => _session.Mailbox("support");

    private SandboxMailbox Chika => _session.Mailbox("chika");

    [Theory]
    [InlineData("Skip")]
    [InlineData("Copy")]
    public async Task GoesOnWithAPipe(string action)
    {
        ImportedMailbox mailbox = new(Chika);
        KilledScript script = Script(
            "Export-MailboxItem support@contoso.example -Folder $source | "
            + $"Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target -ConflictAction {action} -JournalPath $journal -SummaryVariable account | Out-Null" + Account);
        IReadOnlyList<string> expected = ImportedMailbox.Expected(_target.Path, _source.Items);

        foreach ((GatePoint point, int occurrence) in Kills)
        {
            (await script.KillAsync(point, occurrence)).ShouldBeTrue();
            ImportedMailbox.Less(mailbox.Came, expected).ShouldBeEmpty();
        }

        (await script.RunAsync()).Output.ShouldBe(["Complete 0 0"]);
        mailbox.Came.Order().ShouldBe(expected.Order());
    }

    [Fact]
    public async Task ReplacesEachItemOnceAndKeepsWhatItReplaces()
    {
        Run("$null = Export-MailboxItem support@contoso.example -Folder $source -DestinationPath $path");
        Run("$null = Import-MailboxItem -Path $path -TargetMailbox chika@contoso.example -TargetFolder $target -CreateFolder -JournalPath $other");
        SandboxFolder made = Chika.Folder($"{_target.Path}/{_source.DisplayName}");
        Change(Support, _source);
        string[] ids = [.. made.Items.Select(static i => i.Id).Order(StringComparer.Ordinal)];
        IReadOnlyList<string> before = ImportedMailbox.Expected("there", made.Items);
        Run("$null = Export-MailboxItem support@contoso.example -Folder $source -DestinationPath $path");
        KilledScript script = Script(
            "$account = Import-MailboxItem -Path $path -TargetMailbox chika@contoso.example -TargetFolder $target -ConflictAction Replace -Force -JournalPath $journal" + Account);

        foreach ((GatePoint point, int occurrence) in Kills)
        {
            (await script.KillAsync(point, occurrence)).ShouldBeTrue();
        }

        (await script.RunAsync()).Output.ShouldBe(["Complete 0 0"]);
        made.Items.Select(static i => i.Id).Order(StringComparer.Ordinal).ShouldBe(ids);
        IReadOnlyList<string> after = ImportedMailbox.Expected("there", made.Items);
        after.Order().ShouldBe(ImportedMailbox.Expected("there", _source.Items).Order());

        // An update whose answer was not read is made again, and keeps what it has made itself; also several times.
        IReadOnlyList<string> kept = Restored();
        ImportedMailbox.Less(before, kept).ShouldBeEmpty();
        ImportedMailbox.Less(kept.Distinct(), before.Concat(after)).ShouldBeEmpty();
    }

    // What was replaced, imported from where it was kept.
    private IReadOnlyList<string> Restored()
    {
        SandboxFolder restored = Chika.AddFolder($"Restored-{Guid.NewGuid():N}");
        Run("$null = Import-MailboxItem -Path $replaced -TargetMailbox chika@contoso.example -TargetFolder $restored -CreateFolder -AllVersions -ConflictAction Copy", ("restored", restored.Path));
        return ImportedMailbox.Expected("there", Chika.Items.Where(i => i.Folder.Path.StartsWith(restored.Path, StringComparison.Ordinal)));
    }

    private static void Change(SandboxMailbox mailbox, SandboxFolder folder)
    {
        foreach (SandboxItem item in folder.Items.ToList())
        {
            mailbox.TryUpdateItem(item, item.Content with { Properties = item.Content.Properties.With(Tags.Importance.With(2)) }).ShouldNotBeNull();
        }
    }

    private KilledScript Script(string line) => new(_session, line, Variables().ToDictionary(static v => v.Name, static v => (string)v.Value!));

    private ShellResult Run(string script, params (string, object?)[] more) => _session.Run(script, [.. Variables(), .. more]);

    private (string Name, object? Value)[] Variables() =>
    [
        ("source", _source.DisplayName), ("target", _target.Path), ("path", _path), ("journal", Path.Combine(_path + ".journal", "import.jsonl")),
        ("replaced", Path.Combine(_path + ".journal", "import.replaced")), ("other", _session.NewPath()),
    ];
}

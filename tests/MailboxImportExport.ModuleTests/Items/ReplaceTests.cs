using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Graph;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Items;

/// <summary>Imports that take the place of what the target has.</summary>
public sealed class ReplaceTests : IClassFixture<SandboxSession>, IDisposable
{
    private const string Line = "$account = Import-MailboxItem -Path $path -TargetMailbox chika@contoso.example -TargetFolder $target -ConflictAction Replace -Force";
    private const string Account = "\"$($account.Verdict) $($account.Done) $($account.Skipped) $($account.Replaced)\"";

    private readonly SandboxSession _session;
    private readonly SandboxFolder _source;
    private readonly SandboxFolder _target;
    private readonly string _path;

    public ReplaceTests(SandboxSession session)
    {
        _session = session;
        _source = Support.AddFolder($"Source-{Guid.NewGuid():N}");
        SandboxFolder above = Chika.AddFolder($"Target-{Guid.NewGuid():N}");
        _target = Chika.AddFolder($"{above.DisplayName}/{_source.DisplayName}");
        _path = session.NewPath();
        _session.Shell.Reset();
        _session.Connect(_session.Shell);
    }

    public void Dispose()
    {
        SandboxSwitches usual = new();
        Switches.UpdateMergesProperties = usual.UpdateMergesProperties;
        Switches.UpdateChangeKeyForm = usual.UpdateChangeKeyForm;
    }

    private SandboxSwitches Switches => _session.Server.Switches;

    private SandboxMailbox Support => _session.Mailbox("support");

    private SandboxMailbox Chika => _session.Mailbox("chika");

    private string Replaced => Path.Combine(_path, "import.replaced");

    [Fact]
    public void SaysWhyItHasToBeForced()
    {
        Prepare(1);
        _session.Server.Requests.Clear();

        ShellResult result = _session.Try(Line.Replace(" -Force", string.Empty, StringComparison.Ordinal), Variables());

        SandboxSession.ErrorIds(result).ShouldBe(["ConfirmationRequired,MailboxImportExport.Cmdlets.ImportMailboxItemCommand"]);
        result.Errors[0].Exception.Message.ShouldContain("not seen in a live tenant");
        _session.Server.Requests.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void PutsTheItemInThePlaceOfTheOneThatIsThere(bool merges)
    {
        Switches.UpdateMergesProperties = merges;
        Prepare(2);
        SandboxItem there = _target.Items[0];
        Change(there, there.Content.Properties.With(Tags.Importance.With(2)));

        Import().ShouldBe("Complete 2 0 2");

        _target.Items.Select(static i => i.Id).ShouldContain(there.Id);
        _target.Items.Count.ShouldBe(2);
        Chika.Item(there.Id).Content.Properties.Number(Tags.Importance).ShouldBe(1);
        _session.Server.Tenant.Received.TakeLast(2).ShouldAllBe(static i => i.Mode == "update");
    }

    [Fact]
    public void KeepsWhatIsReplaced()
    {
        Prepare(1);
        SandboxItem there = _target.Items[0];
        Change(there, there.Content.Properties.With(Tags.Importance.With(2)));

        ShellResult result = Run($"{Line} -Verbose; $account.ReplacedPath");

        result.OutputAs<string>()[0].ShouldBe(Replaced);
        result.Verbose.ShouldContain(l => l.Contains(Replaced, StringComparison.Ordinal));
        Run("(Import-MailboxItem -Path $replaced -TargetMailbox chika@contoso.example -ConflictAction Copy).Done").Output.ShouldHaveSingleItem().ToString().ShouldBe("1");
        _target.Items.Select(static i => i.Content.Properties.Number(Tags.Importance)).Order().ShouldBe([1, 2]);
    }

    [Fact]
    public void ReplacesNothingWhenThereIsNoPlaceToKeepItIn()
    {
        Prepare(1);
        SandboxItem there = _target.Items[0];
        File.WriteAllText(Replaced, "in the way");

        ShellResult result = _session.Try(Line, Variables());

        SandboxSession.ErrorIds(result).ShouldBe(["FileNotWritable,MailboxImportExport.Cmdlets.ImportMailboxItemCommand"]);
        Chika.Item(there.Id).ShouldBe(there);
        _target.Items.Count.ShouldBe(1);
    }

    [Fact]
    public void SendsNothingWhenWhatIsThereCannotBeExported()
    {
        Prepare(1);
        SandboxItem there = _target.Items[0];
        _session.Server.Requests.Clear();
        _session.Server.Gates.OnNext(CallKind.ExportItems, _ =>
        {
            Chika.RemoveItem(there);
            return Task.CompletedTask;
        });

        ShellResult result = _session.Try(Line, Variables());

        SandboxSession.ErrorIds(result).ShouldBe(["ItemNotImported,MailboxImportExport.Cmdlets.ImportMailboxItemCommand"]);
        result.Errors[0].Exception.Message.ShouldContain("could not be exported first");
        _session.Server.Requests.Count(CallKind.ImportItem).ShouldBe(0);
    }

    [Fact]
    public void ImportsWhatTheTargetLacks()
    {
        Prepare(2);
        Chika.RemoveItem(_target.Items[0]).ShouldBeTrue();

        Import().ShouldBe("Complete 2 0 1");

        _target.Items.Count.ShouldBe(2);
    }

    [Fact]
    public void SkipsWhatTheTargetHasSeveralTimes()
    {
        Prepare(1);
        Chika.AddItem(_target, new NewItem(_target.Items[0].Content));

        ShellResult result = Run($"{Line}; {Account}");

        result.OutputAs<string>().ShouldBe(["Complete 0 1 0"]);
        result.Warnings.ShouldHaveSingleItem().ShouldContain("several times");
    }

    [Fact]
    public void ImportsBesideAnotherVersion()
    {
        Prepare(1);
        Change(_target.Items[0], _target.Items[0].Content.Properties.With(Tags.Subject.With("Changed by the user")));

        Import().ShouldBe("Complete 1 0 0");

        _target.Items.Count.ShouldBe(2);
    }

    [Fact]
    public void SaysWhenTheServiceRefusesToReplace()
    {
        Prepare(1);
        SandboxItem there = _target.Items[0];
        Switches.UpdateChangeKeyForm = ChangeKeyForm.Imported;

        ShellResult result = _session.Try(Line, Variables());

        SandboxSession.ErrorIds(result).ShouldBe(["ItemNotImported,MailboxImportExport.Cmdlets.ImportMailboxItemCommand"]);
        result.Errors[0].Exception.Message.ShouldContain("It is as it was.");
        Chika.Item(there.Id).ShouldBe(there);
    }

    [Fact]
    public void GoesOnAfterItWasStopped()
    {
        Prepare(3);
        _session.Server.Gates.RefuseNextImport();
        _session.Try(Line, Variables());

        Import().ShouldBe("Complete 1 2 1");
        Import().ShouldBe("Complete 3 0 3");
        _target.Items.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData((int)FaultKind.CutBeforeAnswer)]
    [InlineData((int)FaultKind.AnswerLost)]
    [InlineData((int)FaultKind.GatewayTimeout)]
    public void FindsOutWhetherItHasReplacedWhenTheAnswerIsLost(int fault)
    {
        Prepare(3);
        SandboxItem changed = _target.Items[1];
        Change(changed, changed.Content.Properties.With(Tags.Importance.With(2)));
        _session.Server.Faults.OnNext(CallKind.ImportItem, (FaultKind)fault, times: 2);

        Import().ShouldBe("Complete 3 0 3");

        _target.Items.Select(static i => i.Content.Properties.Number(Tags.Importance)).ShouldBe([1, 1, 1]);
    }

    private void Change(SandboxItem item, PropertyBag properties)
        => Chika.TryUpdateItem(item, item.Content with { Properties = properties }).ShouldNotBeNull();

    // The target has what the export folder has, and no journal knows it.
    private void Prepare(int count)
    {
        Support.AddItems(_source, count, size: 100);
        Run("$null = Export-MailboxItem support@contoso.example -Folder $source -DestinationPath $path");
        Run("$null = Import-MailboxItem -Path $path -TargetMailbox chika@contoso.example -TargetFolder $target -JournalPath $other");
        _target.Items.Count.ShouldBe(count);
    }

    private string Import() => Run($"{Line}; {Account}").OutputAs<string>().ShouldHaveSingleItem();

    private ShellResult Run(string script) => _session.Run(script, Variables());

    private (string Name, object? Value)[] Variables()
        => [("source", _source.DisplayName), ("target", _target.Path.Split('/')[0]), ("path", _path), ("replaced", Replaced), ("other", _session.NewPath())];
}

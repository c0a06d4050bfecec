using System;
using System.IO;
using System.Linq;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Offline;

public sealed class CompareFastTransferTests : IClassFixture<SandboxSession>
{
    private const string Id = ",MailboxImportExport.Cmdlets.CompareFastTransferCommand";

    private readonly SandboxSession _session;
    private readonly SandboxFolder _folder;
    private readonly string _before;
    private readonly string _after;

    public CompareFastTransferTests(SandboxSession session)
    {
        _session = session;
        _folder = session.Mailbox("support").AddFolder($"Compare-{Guid.NewGuid():N}");
        _before = session.NewPath();
        _after = session.NewPath();
    }

    private SandboxMailbox Support => _session.Mailbox("support");

    [Fact]
    public void FindsAnImportedMailboxUnchangedButForWhatTheServiceSets()
    {
        Run("Export-MailboxItem adele@contoso.example -DestinationPath $before | Out-Null");
        Run("Import-MailboxItem -Path $before -TargetMailbox chika@contoso.example -TargetFolder Back -CreateFolder -ConflictAction Copy | Out-Null");
        Run("Export-MailboxItem chika@contoso.example -Folder Back -Recurse -DestinationPath $after | Out-Null");

        ShouldBeUnchanged(Run("Compare-FastTransfer $before $after"));
    }

    [Fact]
    public void FindsAMailboxUnchangedWhenTheServiceWritesStreamsInAnotherWay()
    {
        Run("Export-MailboxItem adele@contoso.example -DestinationPath $before | Out-Null");
        SandboxSwitches switches = _session.Server.Switches;
        switches.ServerIsUpdated = switches.SubjectsMarkTheirPrefix = switches.PropertiesAfterAttachments = true;
        switches.TextListsNameTheirCodePage = false;
        try
        {
            Run("Export-MailboxItem adele@contoso.example -DestinationPath $after | Out-Null");
        }
        finally
        {
            switches.ServerIsUpdated = switches.SubjectsMarkTheirPrefix = switches.PropertiesAfterAttachments = false;
            switches.TextListsNameTheirCodePage = true;
        }

        ShouldBeUnchanged(Run("Compare-FastTransfer $before $after"));
    }

    [Fact]
    public void NamesThePropertyThatSomebodyChanged()
    {
        SandboxItem item = Support.AddMail(_folder, "Plan", "jo@fabrikam.example", DateTimeOffset.UnixEpoch);
        Export(_before);
        Support.TryUpdateItem(item, item.Content with { Properties = item.Content.Properties.With(Tags.Importance.With(2)) });
        Export(_after);

        ShellResult result = Run("(Compare-FastTransfer $before $after).Differences | Where-Object ChangedByServer -eq $null");

        result.Output.Select(static d => $"{d.Properties["Place"].Value} {d.Properties["Property"].Value} {d.Properties["DifferenceValue"].Value}").ShouldBe(["Message PidTagImportance 2"]);
    }

    [Fact]
    public void ReportsWhatIsInOneFolderOnly()
    {
        SandboxItem removed = Support.AddMail(_folder, "Removed", "jo@fabrikam.example", DateTimeOffset.UnixEpoch);
        Export(_before);
        Support.RemoveItem(removed);
        Support.AddMail(_folder, "Added", "jo@fabrikam.example", DateTimeOffset.UnixEpoch);
        Export(_after);

        ShellResult result = Run("Compare-FastTransfer $before $after");

        result.Output.Select(static c => $"{c.Properties["Subject"].Value} {c.Properties["Verdict"].Value} {c.Properties["Reference"].Value is null} {c.Properties["Difference"].Value is null}")
            .ShouldBe(["Removed Different False True", "Added Different True False"]);
    }

    [Fact]
    public void ComparesHandlesAndFilesAndShowsATable()
    {
        Support.AddMail(_folder, "Plan", "jo@fabrikam.example", DateTimeOffset.UnixEpoch);
        Export(_before);
        string file = Directory.GetFiles(_before, "*.fts", SearchOption.AllDirectories)[0];

        ShellResult result = Run("Compare-FastTransfer (Get-MailboxItem support@contoso.example -Folder $name | Export-MailboxItem) $file", ("file", file));

        string[] lines = result.Text.Trim('\n').Split('\n');
        lines[0].ShouldStartWith("Subject                                      Verdict          Content   Server Reference");
        lines[2].ShouldStartWith("Plan                                         Equal                  0        0 Plan");
    }

    [Theory]
    [InlineData("Compare-FastTransfer ./nope ./nope2", "FileNotReadable,FileNotReadable")]
    [InlineData("Compare-FastTransfer $folder $folder", "ExportFolderNotFound")]
    public void NamesWhatIsWrong(string script, string ids) => SandboxSession.ErrorIds(_session.Try(script)).ShouldBe(ids.Split(',').Select(static id => id + Id));

    private static void ShouldBeUnchanged(ShellResult result)
    {
        result.Output.Count.ShouldBeGreaterThan(100);
        result.Output.Select(static c => $"{c.Properties["Subject"].Value}: {c.Properties["Verdict"].Value}").Where(static c => !c.EndsWith("ChangedByServer", StringComparison.Ordinal)).ShouldBeEmpty();
        result.Output.ShouldAllBe(static c => c.Properties["Reference"].Value != null && c.Properties["Difference"].Value != null);
    }

    private void Export(string path) => Run("Export-MailboxItem support@contoso.example -Folder $name -DestinationPath $path | Out-Null", ("path", path));

    private ShellResult Run(string script, params (string Name, object? Value)[] variables)
        => _session.Run(script, [.. variables, ("before", _before), ("after", _after), ("name", _folder.DisplayName)]);
}

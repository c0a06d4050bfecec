using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Offline;

public sealed class ConvertFromFastTransferTests : IClassFixture<SandboxSession>
{
    private const string Id = ",MailboxImportExport.Cmdlets.ConvertFromFastTransferCommand";
    private const string ContentType = "MailboxImportExport.Model.MailboxItemContent";

    private readonly SandboxSession _session;
    private readonly string _path;

    public ConvertFromFastTransferTests(SandboxSession session)
    {
        _session = session;
        _path = session.NewPath();
    }

    private SandboxMailbox Support => _session.Mailbox("support");

    [Fact]
    public void ReadsEveryItemOfAnExportFolder()
    {
        Run("Export-MailboxItem adele@contoso.example -DestinationPath $path | Out-Null");

        ShellResult result = Run("ConvertFrom-FastTransfer $path");

        result.Output.Count.ShouldBeGreaterThan(100);
        result.Output.ShouldAllBe(static item => item.TypeNames[0] == ContentType);
        result.Output.ShouldAllBe(static item => (bool)item.Properties["IsComplete"].Value);
        result.Output.Select(static item => item.Properties["ItemClass"].Value).Distinct().Count().ShouldBeGreaterThan(5);
    }

    [Fact]
    public void ReadsWhatIsPipedFromAnExportAndLeavesItUsable()
    {
        SandboxFolder folder = Support.AddFolder($"Piped-{Guid.NewGuid():N}");
        Support.AddMail(folder, "Hello", "jo@fabrikam.example", new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));

        ShellResult result = Run(
            "$items = Get-MailboxItem support@contoso.example -Folder $name | Export-MailboxItem; ($items | ConvertFrom-FastTransfer).TextBody; ($items | Import-MailboxItem -TargetMailbox support@contoso.example -TargetFolder $name -ConflictAction Copy).Subject",
            ("name", folder.DisplayName));

        result.Output.Select(static o => o.ToString()).ShouldBe(["Hello", "Hello"]);
        folder.Items.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("ConvertFrom-FastTransfer | ForEach-Object Subject")]
    [InlineData("ConvertFrom-FastTransfer -Raw | Where-Object Name -eq PidTagSubject | ForEach-Object Value")]
    [InlineData("Save-MailboxItemAttachment -DestinationPath $path | ForEach-Object Name")]
    public void ReadsMoreThanTheSpoolHoldsWhenNothingIsKept(string reading)
    {
        SandboxFolder folder = Support.AddFolder($"Many-{Guid.NewGuid():N}");
        for (int index = 0; index < 20; index++)
        {
            Support.AddLargeItem(folder, 400_000, seed: index);
        }

        ShellResult result = Run("Get-MailboxItem support@contoso.example -Folder $name | Export-MailboxItem -SpoolLimit 2MB | " + reading, ("name", folder.DisplayName));

        result.Output.Count.ShouldBe(20);
    }

    [Fact]
    public void MakesNoCall()
    {
        Run("Export-MailboxItem adele@contoso.example -Folder Drafts -DestinationPath $path | Out-Null");
        _session.Server.Requests.Clear();

        Run("ConvertFrom-FastTransfer $path").Output.ShouldHaveSingleItem();

        _session.Server.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public void ReadsFilesAndBytes()
    {
        Run("Export-MailboxItem adele@contoso.example -Folder Contacts -DestinationPath $path | Out-Null");
        string[] files = Directory.GetFiles(_path, "*.fts", SearchOption.AllDirectories);

        string[] Names(string script) => [.. Run(script, ("files", files), ("bytes", File.ReadAllBytes(files[0]))).Output.Select(static o => o.ToString()!).Order(StringComparer.Ordinal)];

        string[] both = ["Ana García", "Jörg Müller"];
        Names("$files | ConvertFrom-FastTransfer | ForEach-Object { $_.Contact.DisplayName }").ShouldBe(both);
        Names("Get-ChildItem -Recurse -File \"$path/items\" | ConvertFrom-FastTransfer | ForEach-Object { $_.Contact.DisplayName }").ShouldBe(both);
        Names("ConvertFrom-FastTransfer \"$path/items/*/*.fts\" | ForEach-Object { $_.Contact.DisplayName }").ShouldBe(both);
        both.ShouldContain(Names("(ConvertFrom-FastTransfer -InputObject $bytes).Contact.DisplayName").ShouldHaveSingleItem());
    }

    [Fact]
    public void ShowsAnItemAsAPersonReadsIt()
    {
        Run("Export-MailboxItem adele@contoso.example -Folder Calendar -DestinationPath $path | Out-Null");

        string text = Run("ConvertFrom-FastTransfer $path | Where-Object Subject -eq Dentist").Text;

        string[] lines = [.. text.Split('\n').Select(static line => line.TrimEnd()).Where(static line => line.Length > 0)];
        lines[0].ShouldBe("Subject     : Dentist");
        lines.ShouldContain("Class       : IPM.Appointment");
        lines.ShouldContain(static line => line.StartsWith("Appointment : ", StringComparison.Ordinal) && line.EndsWith("(Zürich)", StringComparison.Ordinal));
        lines.ShouldNotContain(static line => line.StartsWith("Contact", StringComparison.Ordinal) || line.StartsWith("Cc", StringComparison.Ordinal));
    }

    [Fact]
    public void GivesTheNamedPropertiesHoweverLong()
    {
        SandboxFolder folder = Support.AddFolder($"Long-{Guid.NewGuid():N}");
        Support.AddItems(folder, 1, size: 200_000);

        PSObject item = Run(
            "Get-MailboxItem support@contoso.example -Folder $name | Export-MailboxItem | ConvertFrom-FastTransfer -Property PidTagHtml, '0x001A'",
            ("name", folder.DisplayName)).Output.ShouldHaveSingleItem();

        List<PSObject> properties = [.. ((IEnumerable)item.Properties["Properties"].Value).Cast<object>().Select(PSObject.AsPSObject)];
        properties.Select(static p => p.Properties["Name"].Value).ShouldBe(["PidTagMessageClass", "PidTagHtml"]);
        ((byte[])properties[1].Properties["Value"].Value).Length.ShouldBe(200_000);
    }

    [Fact]
    public void WritesEveryPropertyWithItsPlaceWhenRaw()
    {
        SandboxFolder folder = Support.AddFolder($"Raw-{Guid.NewGuid():N}");
        Support.AddLargeItem(folder, 300_000);

        ShellResult result = Run("Get-MailboxItem support@contoso.example -Folder $name | Export-MailboxItem | ConvertFrom-FastTransfer -Raw", ("name", folder.DisplayName));

        result.Output.Select(static p => p.Properties["Place"].Value).Distinct().ShouldBe([string.Empty, "Recipient 1", "Attachment 1"]);
        result.Output.ShouldAllBe(static p => ((string)p.Properties["Source"].Value).StartsWith("Large item", StringComparison.Ordinal));
        PSObject data = result.Output.Single(static p => (string)p.Properties["Name"].Value == "PidTagAttachDataBinary");
        data.Properties["Value"].Value.ShouldBeNull();
        data.Properties["Length"].Value.ShouldBe(300_000L);
    }

    [Fact]
    public void GoesOnWhenOneFileIsNoItem()
    {
        Run("Export-MailboxItem adele@contoso.example -Folder Drafts -DestinationPath $path | Out-Null");
        string item = Directory.GetFiles(_path, "*.fts", SearchOption.AllDirectories)[0];
        string broken = Path.Combine(_session.Folder, "broken.fts");
        File.WriteAllText(broken, "no item");

        ShellResult result = _session.Try("ConvertFrom-FastTransfer $broken, $item", ("broken", broken), ("item", item));

        SandboxSession.ErrorIds(result).ShouldBe(["ItemUnreadable" + Id]);
        result.Errors[0].TargetObject.ShouldBe(broken);
        result.Output.ShouldHaveSingleItem();
    }

    [Fact]
    public void SaysWhatIsOddAboutAnItemThatIsCutOff()
    {
        Run("Export-MailboxItem adele@contoso.example -Folder Drafts -DestinationPath $path | Out-Null");
        byte[] whole = File.ReadAllBytes(Directory.GetFiles(_path, "*.fts", SearchOption.AllDirectories)[0]);

        PSObject item = Run("ConvertFrom-FastTransfer -InputObject $bytes", ("bytes", whole[..(whole.Length / 2)])).Output.ShouldHaveSingleItem();

        item.Properties["IsComplete"].Value.ShouldBe(false);
        ((IEnumerable)item.Properties["Warnings"].Value).Cast<object>().Select(static w => w.ToString()).ShouldContain("Byte 62: The stream is cut off inside of a frame.");
    }

    [Theory]
    [InlineData("ConvertFrom-FastTransfer ./nothing-here.fts", "FileNotReadable")]
    [InlineData("'./nothing-here.fts' | ConvertFrom-FastTransfer", "FileNotReadable")]
    [InlineData("42 | ConvertFrom-FastTransfer", "ArgumentInvalid")]
    [InlineData("ConvertFrom-FastTransfer $folder", "ExportFolderNotFound")]
    [InlineData("ConvertFrom-FastTransfer ./x -Property PidTagSubjekt", "ArgumentInvalid")]
    public void NamesWhatIsWrong(string script, string id) => SandboxSession.ErrorIds(_session.Try(script)).ShouldBe([id + Id]);

    [Fact]
    public void CompletesNamesOfProperties()
    {
        ShellResult result = Run("$line = 'ConvertFrom-FastTransfer -Property TagSubj'; (TabExpansion2 $line $line.Length).CompletionMatches | ForEach-Object CompletionText");

        result.Output.Select(static o => o.ToString()).ShouldContain("PidTagSubject");
    }

    private ShellResult Run(string script, params (string Name, object? Value)[] variables) => _session.Run(script, [.. variables, ("path", _path)]);
}

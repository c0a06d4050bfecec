using System;
using System.Collections.Generic;
using System.IO;
using MailboxImportExport.Help;
using MailboxImportExport.Help.Manifest;
using MailboxImportExport.Help.Model;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Help;

public sealed class ModuleManifestTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.psd1");
    private readonly IReadOnlyList<CommandHelp> _commands = Sample.Read().Commands;

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("CmdletsToExport = @('Get-SampleItem', 'Remove-SampleItem')\nAliasesToExport = 'gsi'")]
    [InlineData("AliasesToExport=@( 'GSI' ) # 'other'\nCmdletsToExport = @(\n  'get-sampleitem' # 'Get-Other'\n  'Remove-SampleItem'\n)")]
    public void FindsNothingWhenManifestAndAssemblyAgree(string manifest) => Compare(manifest).ShouldBeEmpty();

    [Fact]
    public void ReportsTheClassWhenTheManifestDoesNotExportIt()
    {
        HelpFault fault = Compare("CmdletsToExport = @('Get-SampleItem')\nAliasesToExport = @('gsi')").ShouldHaveSingleItem();

        fault.Code.ShouldBe(FaultCodes.ExportDiffers);
        fault.Where.File.ShouldEndWith("RemoveSampleItemCommand.cs");
    }

    [Fact]
    public void ReportsTheManifestLineWhenItExportsWhatIsNotThere()
    {
        HelpFault fault = Compare("@{\n  AliasesToExport = 'gsi'\n  CmdletsToExport = @('Get-SampleItem', 'Remove-SampleItem', 'Get-Gone')\n}").ShouldHaveSingleItem();

        fault.ToString().ShouldBe($"{_file}(3): error HELP007: CmdletsToExport has Get-Gone, which no command of the assembly is called");
    }

    [Fact]
    public void ReportsTheAliasWhenOnlyTheClassHasIt() =>
        Compare("CmdletsToExport = @('Get-SampleItem', 'Remove-SampleItem')\nAliasesToExport = @()").ShouldHaveSingleItem()
            .Code.ShouldBe(FaultCodes.AliasDiffers);

    [Fact]
    public void ReportsEverythingWhenTheManifestHasNoLists() => Compare("@{ }").Count.ShouldBe(3);

    private IReadOnlyList<HelpFault> Compare(string manifest)
    {
        File.WriteAllText(_file, manifest);
        FaultList faults = new();
        new ModuleManifest(_file).Compare(_commands, faults);
        return faults.All;
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using MailboxImportExport.Sandbox.Shell;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Loading;

public sealed class ModuleImportTests : IDisposable
{
    private const string Import = "Import-Module $manifest";

    private readonly HostedShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void ExportsTheCommandsOfTheManifest()
    {
        ShellResult result = Run(Import + "; (Get-Module MailboxImportExport).ExportedCommands.Keys");

        result.Errors.ShouldBeEmpty();
        result.Output.Select(static o => o.ToString()).Order(StringComparer.Ordinal).ShouldBe(ManifestCommands());
    }

    [Fact]
    public void HasItsCommandsAfterEveryFurtherImport()
    {
        ShellResult result = Run(Import + "; Import-Module $manifest -Force; Import-Module $manifest -Force; (Get-Command -Module MailboxImportExport).Count");

        result.Errors.ShouldBeEmpty();
        result.Output.Single().BaseObject.ShouldBe(ManifestCommands().Count);
    }

    [Fact]
    public void HasItsCommandsWhenImportedAgainAfterItsRemoval()
    {
        ShellResult result = Run(Import + "; Remove-Module MailboxImportExport; Import-Module $manifest; (Get-Command -Module MailboxImportExport).Count");

        result.Errors.ShouldBeEmpty();
        result.Output.Single().BaseObject.ShouldBe(ManifestCommands().Count);
    }

    [Fact]
    public void LeavesNoCommandBehindWhenItIsRemoved()
    {
        ShellResult result = Run(Import + "; Remove-Module MailboxImportExport; Get-Command Get-MailboxItem -ErrorAction Ignore");

        result.Errors.ShouldBeEmpty();
        result.Output.ShouldBeEmpty();
    }

    [Fact]
    public void EndsWithOneClearSentenceWhenTheRuntimeIsTooOld()
    {
        string copy = Directory.CreateTempSubdirectory("mie-old").FullName;
        string psm1 = File.ReadAllText(Path.Combine(ModuleFolder.Path, "MailboxImportExport.psm1"));
        File.WriteAllText(Path.Combine(copy, "MailboxImportExport.psm1"), psm1.Replace("[version]'8.0'", "[version]'99.0'", StringComparison.Ordinal));

        ShellResult result = _shell.Run("Import-Module $copy", ("copy", Path.Combine(copy, "MailboxImportExport.psm1")));

        result.Errors.ShouldHaveSingleItem().Exception.Message.ShouldStartWith("MailboxImportExport needs PowerShell 7.4 or later (this is 7.6");
        Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public void NamesItsTypesInScripts()
    {
        ShellResult result = Run(Import + "; [MailboxImportExport.Model.MailboxItem].FullName; [MailboxImportExport.Cmdlets.MailboxConflictAction]::Copy.ToString()");

        result.Errors.ShouldBeEmpty();
        result.Output.Select(static o => o.ToString()).ShouldBe(["MailboxImportExport.Model.MailboxItem", "Copy"]);
    }

    [Fact]
    public void WorksInSeveralRunspacesAtOnce()
    {
        List<ShellResult> results = Enumerable.Range(0, 4).AsParallel().WithDegreeOfParallelism(4).Select(_ =>
        {
            using HostedShell shell = new();
            return shell.Run(Import + "; (Get-Command -Module MailboxImportExport).Count", ("manifest", ModuleFolder.Manifest));
        }).ToList();

        results.ShouldAllBe(r => r.Errors.Count == 0 && r.Output.Count == 1 && (int)r.Output[0].BaseObject == ManifestCommands().Count);
    }

    private static List<string> ManifestCommands()
    {
        string text = File.ReadAllText(ModuleFolder.Manifest);
        string list = text[text.IndexOf("CmdletsToExport", StringComparison.Ordinal)..];
        return list[..list.IndexOf(')', StringComparison.Ordinal)].Split('\'').Where(static (_, i) => i % 2 == 1).Order(StringComparer.Ordinal).ToList();
    }

    private ShellResult Run(string script) => _shell.Run(script, ("manifest", ModuleFolder.Manifest));
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.TestProcess;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Loading;

public sealed class IsolationTests(IsolationRuns runs) : IClassFixture<IsolationRuns>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ExportsWhenOtherModulesBringOtherVersions(bool isBefore)
    {
        ScriptAnswer answer = await runs.WithOthersAsync(isBefore);

        answer.Errors.ShouldBeEmpty();
        answer.Output.ShouldHaveSingleItem().ShouldNotBe("0");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LeavesOnlyItsLoaderInTheDefaultContextWhenItIsUsed(bool isBefore)
    {
        ScriptAnswer answer = await runs.WithOthersAsync(isBefore);

        answer.In(Contexts.Default).From(ModuleFolder.Path).Names().ShouldBe(["MailboxImportExport.Loader"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TakesAllOfItsOwnContextFromItsFolderWhenItIsUsed(bool isBefore)
    {
        ScriptAnswer answer = await runs.WithOthersAsync(isBefore);

        IReadOnlyList<LoadedAssembly> own = answer.In(Contexts.Private);
        own.From(ModuleFolder.Path).ShouldBe(own);
        own.Names().ShouldContain("MailboxImportExport.Core");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TakesNothingFromOtherModulesWhenTheyHaveWhatItNeeds(bool isBefore)
    {
        ScriptAnswer answer = await runs.WithOthersAsync(isBefore);

        answer.Leaks(ModuleFolder.Manifest).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LeavesOtherModulesTheirVersionsWhenItBringsItsOwn(bool isBefore)
    {
        ScriptAnswer answer = await runs.WithOthersAsync(isBefore);

        IEnumerable<string> others = IsolationRuns.Others.Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!;
        answer.In(Contexts.Default).From(Path.GetDirectoryName(IsolationRuns.Others[0])!).Names().ShouldBe(others);
        VersionsOf(answer, "Azure.Core").ShouldBe([("Default", "1.38.0.0"), ("MailboxImportExport", "1.53.0.0")]);
        VersionsOf(answer, "Microsoft.Identity.Client").ShouldBe([("Default", "4.61.3.0"), ("MailboxImportExport", "4.83.1.0")]);
    }

    [Fact]
    public async Task FindsTheLeakWhenAFileIsMissingFromTheModule()
    {
        string damaged = runs.Copy(without: "Microsoft.Kiota.Abstractions.dll");

        ScriptAnswer answer = await runs.RunAsync(IsolationRuns.BringOthers + IsolationRuns.Import + IsolationRuns.Use, damaged);

        answer.Leaks(damaged).ShouldBe(["Microsoft.Kiota.Abstractions"]);
    }

    [Fact]
    public async Task LoadsTheLoaderAndTheCommandsOnlyWhenItIsImported()
    {
        ScriptAnswer answer = await runs.RunAsync(IsolationRuns.Import + "(Get-Command -Module MailboxImportExport).Count -gt 0");

        answer.Output.ShouldBe(["True"]);
        answer.Assemblies.From(ModuleFolder.Path).Select(static a => (a.Context, a.Name)).ShouldBe(
            [(Contexts.Default, "MailboxImportExport.Loader"), (Contexts.Private, "MailboxImportExport")], ignoreOrder: true);
    }

    [Fact]
    public async Task KeepsItsConnectionWhenImportedAgainByForce()
    {
        ScriptAnswer answer = await runs.RunAsync(
            IsolationRuns.Import
            + IsolationRuns.Use
            + """

            Import-Module $manifest -Force
            Import-Module $manifest -Force
            Get-MailboxItem adele@contoso.example -Folder Inbox -First 1 | Export-MailboxItem | ForEach-Object { $_.Size }
            """);

        answer.Errors.ShouldBeEmpty();
        answer.Output.Count.ShouldBe(2);
        answer.Output[1].ShouldBe(answer.Output[0]);
    }

    private static IReadOnlyList<(string Context, string Version)> VersionsOf(ScriptAnswer answer, string name)
        => [.. answer.Assemblies.Where(a => a.Name == name).Select(static a => (a.Context, a.Version)).Order()];
}

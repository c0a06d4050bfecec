using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.TestProcess;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Loading;

/// <summary>Two copies of the module in one process: an update while sessions are open, or an installation for the user and one for all.</summary>
public sealed class SecondCopyTests(IsolationRuns runs) : IClassFixture<IsolationRuns>
{
    private const string TwoRunspaces =
        "$manifest, $second | ForEach-Object -ThrottleLimit 2 -Parallel { $manifest = $_; $uri = $using:uri; " + IsolationRuns.Import + IsolationRuns.Use + " }";

    private const string OneAfterTheOther =
        IsolationRuns.Import
        + IsolationRuns.Use
        + """

        Remove-Module MailboxImportExport
        Import-Module $second
        Get-MailboxItem adele@contoso.example -Folder Inbox -First 1 | ForEach-Object { 'listed' }
        """;

    [Fact]
    public async Task ServesBothRunspacesWhenTheCopiesAreOfOneVersion()
    {
        ScriptAnswer answer = await runs.RunAsync(TwoRunspaces, second: runs.Copy());

        answer.Errors.ShouldBeEmpty();
        answer.Output.Count.ShouldBe(2);
        answer.In(Contexts.Private).Count(static a => a.Name == Contexts.Private).ShouldBe(1);
    }

    [Fact]
    public async Task KeepsCopiesApartWhenTheyAreOfTwoVersions()
    {
        string second = runs.CopyAsNextVersion();

        ScriptAnswer answer = await runs.RunAsync(TwoRunspaces, second: second);

        answer.Errors.ShouldBeEmpty();
        answer.Output.Count.ShouldBe(2);
        IReadOnlyList<LoadedAssembly> own = answer.In(Contexts.Private);
        own.From(Path.GetDirectoryName(second)!).Names().ShouldBe(own.From(ModuleFolder.Path).Names());
    }

    [Fact]
    public async Task SharesTheLoaderThatCameFirstWhenThereAreTwoVersions()
    {
        ScriptAnswer answer = await runs.RunAsync(TwoRunspaces, second: runs.CopyAsNextVersion());

        answer.Assemblies.Count(static a => a.Name == "MailboxImportExport.Loader").ShouldBe(1);
    }

    [Fact]
    public async Task KeepsTheConnectionWhenACopyOfTheSameVersionTakesItsPlace()
    {
        ScriptAnswer answer = await runs.RunAsync(OneAfterTheOther, second: runs.Copy());

        answer.Errors.ShouldBeEmpty();
        answer.Output[^1].ShouldBe("listed");
    }

    [Fact]
    public async Task AsksToConnectAgainWhenAnotherVersionTakesItsPlace()
    {
        ScriptAnswer answer = await runs.RunAsync(OneAfterTheOther, second: runs.CopyAsNextVersion());

        answer.Output.ShouldHaveSingleItem();
        answer.Errors.ShouldHaveSingleItem().ShouldStartWith("NotConnected,MailboxImportExport.Cmdlets.GetMailboxItemCommand");
    }
}

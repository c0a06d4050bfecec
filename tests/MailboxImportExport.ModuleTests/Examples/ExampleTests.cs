using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Language;
using System.Threading.Tasks;
using MailboxImportExport.ModuleTests.Connect;
using MailboxImportExport.Sandbox.Shell;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Examples;

/// <summary>Every example of the help does what it says when somebody types it.</summary>
public sealed class ExampleTests(TestCertificates certificates) : IClassFixture<TestCertificates>
{
    private const int MostThatCannotBeRun = 10;

    // Commands with which nothing of another module goes together in a way that helps anybody.
    private static readonly Dictionary<string, string> Alone = new()
    {
        ["Disconnect-MailboxImportExport"] = "takes nothing and gives nothing",
    };

    public static TheoryData<string, int> Runnable
    {
        get
        {
            TheoryData<string, int> data = [];
            data.AddRange(DocumentedExamples.All.Where(static e => e.NoRun is null).Select(static e => (e.Command, e.Index)));
            return data;
        }
    }

    public static TheoryData<string> Commands => [.. DocumentedExamples.Commands];

    [Theory]
    [MemberData(nameof(Runnable))]
    public async Task WritesNoErrorWhenTyped(string command, int index)
    {
        string code = DocumentedExamples.Get(command, index).Code;
        await using ExampleSession session = await ExampleSession.StartAsync(certificates, TestContext.Current.CancellationToken);

        ShellResult result = session.Run(code);

        TestContext.Current.TestOutputHelper?.WriteLine(code + "\n" + result.Text);
        result.Errors.Select(static e => $"{e.FullyQualifiedErrorId}: {e.Exception.Message}").ShouldBeEmpty();
    }

    [Fact]
    public void AreFewThatCannotBeRun()
        => DocumentedExamples.All.Count(static e => e.NoRun is not null).ShouldBeLessThanOrEqualTo(MostThatCannotBeRun);

    [Fact]
    public void AreThereForEveryCommandOfTheModule()
    {
        using HostedShell shell = new();
        IReadOnlyList<string> exported = shell.Run("(Import-Module $manifest -PassThru).ExportedCmdlets.Keys", ("manifest", ModuleFolder.Manifest)).OutputAs<string>();

        DocumentedExamples.Commands.ShouldBe(exported, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void GoTogetherWithCommandsOfOtherModules(string command)
    {
        IEnumerable<string> others = DocumentedExamples.All
            .Where(e => e.Command == command && e.NoRun is null)
            .SelectMany(static e => CommandsIn(e.Code))
            .Where(static name => !DocumentedExamples.Commands.Contains(name, StringComparer.OrdinalIgnoreCase));

        others.Any().ShouldBe(!Alone.ContainsKey(command));
    }

    private static IEnumerable<string> CommandsIn(string code) => Parser.ParseInput(code, out _, out _)
        .FindAll(static node => node is CommandAst, searchNestedScriptBlocks: true)
        .Select(static node => ((CommandAst)node).GetCommandName());
}

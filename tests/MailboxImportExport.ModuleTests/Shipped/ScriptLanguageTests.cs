using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation.Language;
using MailboxImportExport.Sandbox.Shell;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Shipped;

/// <summary>Scripts that Windows PowerShell 5.1 has to read, where no engine of that age is at hand.</summary>
public sealed class ScriptLanguageTests
{
    public static TheoryData<string> Scripts => ["MailboxImportExport.psd1", "module/MailboxImportExport.psm1", "build.ps1"];

    public static TheoryData<string> TextFiles
        => ["MailboxImportExport.psd1", "module/MailboxImportExport.psm1", "module/MailboxImportExport.format.ps1xml", "module/en-US/about_MailboxImportExport.help.txt", "build.ps1"];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Parses(string script)
    {
        Parser.ParseFile(Path.Combine(ModuleFolder.Source, script), out _, out ParseError[] errors);

        errors.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void UsesNoSyntaxThatWindowsPowerShellLacks(string script) => NewSyntax(Parse(script)).ShouldBeEmpty();

    [Theory]
    [InlineData("$a ? 1 : 2")]
    [InlineData("$a ?? 1")]
    [InlineData("$a ??= 1")]
    [InlineData("${a}?.b")]
    [InlineData("a && b")]
    [InlineData("a | b &")]
    public void FindsSyntaxThatWindowsPowerShellLacks(string line)
        => NewSyntax(Parser.ParseInput(line, out _, out _)).ShouldNotBeEmpty();

    [Theory]
    [MemberData(nameof(Scripts))]
    public void UsesCommandsThatEveryHostHas(string script)
    {
        using HostedShell shell = new();
        Ast tree = Parse(script);
        IEnumerable<string> known = shell.Run("Get-Command -Module Microsoft.PowerShell.Core | ForEach-Object Name").OutputAs<string>();
        IEnumerable<string> defined = tree.FindAll(static a => a is FunctionDefinitionAst, true).Cast<FunctionDefinitionAst>().Select(static f => f.Name);

        IEnumerable<string?> used = tree.FindAll(static a => a is CommandAst, true).Cast<CommandAst>().Select(static c => c.GetCommandName());

        used.ShouldBeSubsetOf([.. known, .. defined, "dotnet"]);
    }

    // Windows PowerShell reads a file without a byte order mark in the code page of the machine.
    [Theory]
    [MemberData(nameof(TextFiles))]
    public void IsPlainAscii(string file) => File.ReadAllBytes(Path.Combine(ModuleFolder.Source, file)).ShouldAllBe(static b => b < 128);

    private static ScriptBlockAst Parse(string script) => Parser.ParseFile(Path.Combine(ModuleFolder.Source, script), out _, out _);

    private static IEnumerable<string> NewSyntax(Ast tree) => tree.FindAll(
            static a => a switch
            {
                TernaryExpressionAst or PipelineChainAst => true,
                BinaryExpressionAst binary => binary.Operator == TokenKind.QuestionQuestion,
                AssignmentStatementAst assignment => assignment.Operator == TokenKind.QuestionQuestionEquals,
                MemberExpressionAst member => member.NullConditional,
                IndexExpressionAst index => index.NullConditional,
                PipelineAst pipeline => pipeline.Background,
                _ => false,
            },
            searchNestedScriptBlocks: true)
        .Select(static a => a.Extent.Text);
}

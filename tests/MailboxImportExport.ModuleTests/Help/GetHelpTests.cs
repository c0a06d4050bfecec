using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using MailboxImportExport.Help.Model;
using MailboxImportExport.Sandbox.Shell;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Help;

public sealed class GetHelpTests(SampleModule module) : IClassFixture<SampleModule>
{
    // PowerShell shows a parameter in its syntax that was hidden from completion; the help leaves it out.
    private const string HiddenParameter = "Hidden";

    private readonly HostedShell _shell = module.Shell;

    [Fact]
    public void ShowsSyntaxAndDescriptionWhenAskedForTheCommand()
    {
        string text = Text("Get-Help Get-SampleItem");

        text.ShouldContain(
            """
            SYNOPSIS
                Gets items of a sample folder.
            """);
        text.ShouldContain("    Get-SampleItem -Id <guid[]> [-Connection <Object>] [-Format {Brief | Full}] [-Order {Newest | Oldest}] [<CommonParameters>]\n");
        text.ShouldContain(
            """
            DESCRIPTION
                Reads the items of -Folder one by one and gives each as a SampleItem. Where there is nothing, it gives $null.

                - fast: with -Format set to Brief
                - slow otherwise | always

                1. first
                2. second

                What it removes is gone: see Remove-SampleItem and the page on items (https://contoso.com/items).

                $items = Get-SampleItem
                  indented
            """);
    }

    [Fact]
    public void ShowsHowItIsBoundWhenAskedForAParameter() =>
        Text("Get-Help Get-SampleItem -Parameter Folder").Trim().ShouldBe(
            """
            -Folder <string[]>
                The folder to read; wildcards are allowed.

                Required?                    false
                Position?                    0
                Default value                Inbox.
                Accept pipeline input?       true (ByValue, ByPropertyName)
                Aliases                      FolderPath, Path
                Accept wildcard characters?  true
            """);

    [Fact]
    public void ShowsTheValuesWhenTheParameterIsAnEnum() =>
        Text("Get-Help Get-SampleItem -Parameter Format").ShouldContain("    - Brief: The envelope: subject, From and times.\n    - Full: All that there is.\n");

    [Fact]
    public void ShowsCodeAndTextsWhenAskedForExamples() =>
        Text("Get-Help Get-SampleItem -Examples").ShouldContain(
            """
                -------- Example 1: Gets the items of the Inbox --------

                PS> Get-SampleItem -Folder Inbox |
                >>     Select-Object -First 1

                Subject
                -------
                Hello

                The newest come first.

                The subject is all that a table shows.

                -------- Example 2: Gets items by their id --------

                Get-SampleItem -Id $id
            """);

    [Theory]
    [InlineData("INPUTS\n    System.String\n        Taken for -Folder.\n")]
    [InlineData("OUTPUTS\n    MailboxImportExport.Help.Samples.SampleItem\n        An item of a sample folder.\n")]
    [InlineData("        Needs the Graph permission SampleItem.Read.All (delegated: SampleItem.Read) for reading the items.\n")]
    [InlineData("RELATED LINKS\n    Remove-SampleItem\n    Items https://contoso.com/items\n")]
    [InlineData("    <CommonParameters>\n")]
    [InlineData("    -Recurse [<SwitchParameter>]\n        Folders below are read too.\n")]
    public void ShowsThePartWhenAskedForAll(string part) => Text("Get-Help Get-SampleItem -Full").ShouldContain(part);

    [Fact]
    public void ShowsTheSameWhenAskedForTheAlias() => Text("Get-Help gsi").ShouldBe(Text("Get-Help Get-SampleItem"));

    [Theory]
    [InlineData("Get-SampleItem")]
    [InlineData("Remove-SampleItem")]
    public void AgreesWithTheEngineWhenItReadsTheMetadata(string name)
    {
        CommandHelp help = module.Commands.Single(command => command.Name == name);

        IEnumerable<string> read = help.ParameterSets.SelectMany(set => set.Parameters.Select(member => Line(
            set.Name ?? "__AllParameterSets",
            member.Parameter.Name,
            member.Parameter.Type,
            member.Use.Mandatory,
            member.Use.Position,
            member.Use.ByValue,
            member.Use.ByName,
            member.Parameter.Aliases)));

        read.Order(StringComparer.Ordinal).ShouldBe(EngineLines(name).Order(StringComparer.Ordinal));
    }

    private IEnumerable<string> EngineLines(string name)
    {
        CommandInfo command = _shell.Run($"Get-Command {name}").OutputAs<CommandInfo>()[0];
        string syntax = Text($"Get-Command {name} -Syntax");
        return command.ParameterSets.SelectMany(set => set.Parameters
            .Where(parameter => parameter.Name != HiddenParameter && !Cmdlet.CommonParameters.Contains(parameter.Name))
            .Select(parameter => Line(
                set.Name,
                parameter.Name,
                TypeName(syntax, parameter.Name),
                parameter.IsMandatory,
                parameter.Position < 0 ? null : parameter.Position,
                parameter.ValueFromPipeline,
                parameter.ValueFromPipelineByPropertyName,
                parameter.Aliases)));
    }

    // Only in its syntax text does the engine write type names its own way; a switch has none there.
    private static string TypeName(string syntax, string parameter) =>
        Regex.Match(syntax, $@"-{parameter}\]? <([^>]+)>") is { Success: true } match ? match.Groups[1].Value : "switch";

    private static string Line(string set, string name, string type, bool mandatory, int? position, bool byValue, bool byName, IEnumerable<string> aliases) =>
        $"{set} {name} {type} mandatory={mandatory} position={position} value={byValue} name={byName} {string.Join(',', aliases)}";

    private string Text(string line) => _shell.Run(line).Text;
}

using System.Linq;
using System.Xml.Linq;
using MailboxImportExport.Help.Maml;
using Shouldly;
using Xunit;
using static MailboxImportExport.Help.Maml.MamlNames;

namespace MailboxImportExport.Tests.Help;

public sealed class MamlDocumentTests
{
    private readonly XElement[] _commands = [.. MamlDocument.Create(Sample.Read().Commands).Descendants(CommandNs + "command")];

    [Fact]
    public void WritesACommandForEachClassWhenThereAreSeveral() =>
        _commands.Select(command => (string?)command.Element(CommandNs + "details")?.Element(CommandNs + "name")).ShouldBe(["Get-SampleItem", "Remove-SampleItem"]);

    [Fact]
    public void WritesASyntaxItemForEachParameterSetWhenThereAreSeveral() =>
        _commands[0].Descendants(CommandNs + "syntaxItem").Select(item => string.Join(' ', item.Elements(CommandNs + "parameter").Select(Name)))
            .ShouldBe(["Folder After Connection Format Order Recurse", "Id Connection Format Order"]);

    [Fact]
    public void LeavesTheValueOutWhenTheParameterOfASyntaxItemIsASwitch() =>
        Syntax("Recurse").Elements(CommandNs + "parameterValue").ShouldBeEmpty();

    [Fact]
    public void ListsTheValuesWhenTheParameterOfASyntaxItemIsAnEnum() =>
        Syntax("Format").Element(CommandNs + "parameterValueGroup").ShouldNotBeNull().Elements().Select(value => value.Value).ShouldBe(["Brief", "Full"]);

    [Fact]
    public void WritesHowItIsBoundWhenAParameterIsDetailed()
    {
        XElement folder = Detail("Folder");

        folder.Attributes().Select(attribute => (attribute.Name.LocalName, attribute.Value)).ShouldBe(
        [
            ("required", "false"),
            ("variableLength", "true"),
            ("globbing", "true"),
            ("pipelineInput", "true (ByValue, ByPropertyName)"),
            ("position", "0"),
            ("aliases", "FolderPath, Path"),
        ]);
        folder.Element(DevNs + "defaultValue").ShouldNotBeNull().Value.ShouldBe("Inbox.");
    }

    [Fact]
    public void ExplainsTheValuesInTheTextWhenAParameterIsAnEnum() =>
        Detail("Format").Element(MamlNs + "description").ShouldNotBeNull().Elements(MamlNs + "para").Select(paragraph => paragraph.Value)
            .ShouldBe(["How much is read.", "- Brief: The envelope: subject, From and times.\n- Full: All that there is."]);

    [Fact]
    public void LeavesTheReasonOutWhenAnExampleCannotRun() => _commands[0].ToString().ShouldNotContain("needs an id of your own");

    [Fact]
    public void WritesNoneForTheTypeWhenThereIsNoOutput()
    {
        XElement returned = _commands[1].Descendants(CommandNs + "returnValue").ShouldHaveSingleItem();

        returned.Descendants(MamlNs + "name").Single().Value.ShouldBe("None");
        returned.Descendants(MamlNs + "para").Single().Value.ShouldBe("Nothing.");
    }

    [Fact]
    public void LeavesTheNotesOutWhenThereAreNeitherPermissionsNorAliases() => _commands[1].Elements(MamlNs + "alertSet").ShouldBeEmpty();

    private XElement Syntax(string parameter) => _commands[0].Descendants(CommandNs + "syntaxItem").First().Elements(CommandNs + "parameter").Single(item => Name(item) == parameter);

    private XElement Detail(string parameter) => _commands[0].Element(CommandNs + "parameters").ShouldNotBeNull().Elements().Single(item => Name(item) == parameter);

    private static string? Name(XElement parameter) => (string?)parameter.Element(MamlNs + "name");
}

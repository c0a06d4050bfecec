using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using MailboxImportExport.Help;
using MailboxImportExport.Help.Documentation;
using MailboxImportExport.Help.Model;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Help;

public sealed class CommandReaderTests
{
    [Fact]
    public void FindsTheCommandsWithoutFaultsWhenAllHaveHelp()
    {
        (IReadOnlyList<CommandHelp> commands, FaultList faults) = Sample.Read();

        commands.Select(command => command.Name).ShouldBe(["Get-SampleItem", "Remove-SampleItem"]);
        faults.All.ShouldBeEmpty();
    }

    [Fact]
    public void ReadsSynopsisAreaAndAliasWhenTheClassHasThem()
    {
        CommandHelp command = Sample.Command("Get-SampleItem");

        command.Synopsis.ToLine().ShouldBe("Gets items of a sample folder.");
        command.Area.ShouldBe("Cmdlets");
        command.Aliases.ShouldBe(["gsi"]);
    }

    [Fact]
    public void PutsPositionalAndMandatoryParametersFirstWhenItListsThem() =>
        Sample.Command("Get-SampleItem").Parameters.Select(parameter => parameter.Name)
            .ShouldBe(["Folder", "Id", "After", "Connection", "Format", "Order", "Recurse"]);

    [Fact]
    public void TakesTheTextOfTheBaseClassWhenAParameterIsInherited()
    {
        ParameterHelp connection = Parameter("Connection");

        connection.Description.ToLine().ShouldBe("The connection to use.");
        connection.Default.ToLine().ShouldBe("The connection of this session.");
    }

    [Fact]
    public void ReadsHowAParameterIsBoundWhenItsAttributesSaySo()
    {
        ParameterHelp folder = Parameter("Folder");

        folder.Uses.ShouldBe([new ParameterUse("Folder", Mandatory: false, Position: 0, ByValue: true, ByName: true)]);
        folder.Aliases.ShouldBe(["FolderPath", "Path"]);
        folder.Wildcards.ShouldBeTrue();
        folder.IsSwitch.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Folder", "string[]", "System.String[]")]
    [InlineData("Id", "guid[]", "System.Guid[]")]
    [InlineData("After", "datetime", "System.Nullable[System.DateTime]")]
    [InlineData("Format", "SampleFormat", "MailboxImportExport.Help.Samples.SampleFormat")]
    [InlineData("Recurse", "switch", "System.Management.Automation.SwitchParameter")]
    public void NamesTheTypeAsPowerShellDoesWhenItShowsAParameter(string parameter, string type, string fullType)
    {
        ParameterHelp found = Parameter(parameter);

        (found.Type, found.FullType).ShouldBe((type, fullType));
    }

    [Fact]
    public void ListsTheValuesWithTheirTextsWhenAParameterIsAnEnum() =>
        Parameter("Format").Values.Select(value => (value.Name, value.Description.ToLine()))
            .ShouldBe([("Brief", "The envelope: subject, From and times."), ("Full", "All that there is.")]);

    [Fact]
    public void ListsTheValuesWhenAParameterHasASetOfThem() =>
        Parameter("Order").Values.Select(value => value.Name).ShouldBe(["Newest", "Oldest"]);

    [Fact]
    public void PutsTheDefaultSetFirstWhenThereAreSeveral() =>
        Sample.Command("Get-SampleItem").ParameterSets.Select(set => (set.Name, string.Join(' ', set.Parameters.Select(member => member.Parameter.Name))))
            .ShouldBe([("Folder", "Folder After Connection Format Order Recurse"), ("Id", "Id Connection Format Order")]);

    [Fact]
    public void AddsWhatIfAndConfirmWhenTheCommandAsksBeforeItActs() =>
        Sample.Command("Remove-SampleItem").Parameters.Select(parameter => parameter.Name)
            .ShouldBe(["InputObject", "Reason", "Connection", "WhatIf", "Confirm"]);

    [Fact]
    public void NamesTypesAndPropertiesWhenTheCommandTakesThemFromThePipeline() =>
        Sample.Command("Get-SampleItem").Inputs.Select(input => (input.Name, input.Description.ToLine())).ShouldBe(
        [
            ("System.String", "Taken for -Folder."),
            ("System.Management.Automation.PSObject", "Any object that has one of the properties Folder (or FolderPath, Path), Id."),
        ]);

    [Fact]
    public void ExplainsOutputByTheSummaryOfItsTypeWhenThatHasOne() =>
        Sample.Command("Get-SampleItem").Outputs.Select(output => (output.Name, output.Description.ToLine())).ShouldBe(
        [
            ("MailboxImportExport.Help.Samples.SampleItem", "An item of a sample folder."),
            ("System.String", "With the parameters of Id."),
        ]);

    [Fact]
    public void SaysThatNothingComesWhenTheCommandHasNoOutput()
    {
        CommandHelp command = Sample.Command("Remove-SampleItem");

        command.Outputs.ShouldBeEmpty();
        command.OutputText.ToLine().ShouldBe("Nothing.");
    }

    [Fact]
    public void NamesPermissionsAndTheirDelegatedFormWhenTheCommandNeedsSome() =>
        Sample.Command("Get-SampleItem").Permissions.Select(permission => permission.ToText().ToLine()).ShouldBe(
        [
            "Needs the Graph permission SampleItem.Read.All (delegated: SampleItem.Read) for reading the items.",
            "Needs the Graph permission SampleFolder.Read.All (delegated: SampleFolder.Read).",
        ]);

    [Fact]
    public void ReadsTitleCodeAndTextsWhenThereIsAnExample()
    {
        ExampleHelp example = Sample.Command("Get-SampleItem").Examples[0];

        DocText.LineOf(example.Title).ShouldBe("Gets the items of the Inbox");
        example.Introduction.ToLine().ShouldBe("The newest come first.");
        example.Code.ShouldStartWith("PS> Get-SampleItem -Folder Inbox |\n>>     Select-Object");
        example.Explanation.ToLine().ShouldBe("The subject is all that a table shows.");
        example.NoRun.ShouldBeNull();
    }

    [Fact]
    public void KeepsTheReasonWhenAnExampleCannotRun() =>
        Sample.Command("Get-SampleItem").Examples[1].NoRun.ShouldBe("needs an id of your own");

    [Fact]
    public void NamesCommandsParametersAndValuesWhenTheDescriptionRefersToThem() =>
        Sample.Command("Get-SampleItem").Description.ToLine().ShouldBe(
            "Reads the items of -Folder one by one and gives each as a SampleItem. Where there is nothing, it gives $null. " +
            "What it removes is gone: see Remove-SampleItem and the page on items (https://contoso.com/items).");

    [Fact]
    public void KeepsLinksInTheirOrderWhenTheClassHasSome() =>
        Sample.Command("Get-SampleItem").Links.ShouldBe(
        [
            new DocInline(DocInlineKind.Command, "Remove-SampleItem", "Remove-SampleItem"),
            new DocInline(DocInlineKind.Link, "Items", "https://contoso.com/items"),
        ]);

    [Fact]
    public void TakesTheTextOfTheNamedMemberWhenACommentInheritsFromIt()
    {
        const string Target = "P:MailboxImportExport.Help.Samples.Cmdlets.RemoveSampleItemCommand.InputObject";

        CommandHelp command = Sample.Read(comments => comments.Comment("P:MailboxImportExport.Help.Samples.Cmdlets.RemoveSampleItemCommand.Reason", "summary")
            .ReplaceWith(XElement.Parse($"<inheritdoc cref='{Target}'/>"))).Commands[1];

        command.Parameters[1].Description.ToLine().ShouldBe("The item to remove.");
    }

    private static ParameterHelp Parameter(string name) => Sample.Command("Get-SampleItem").Parameters.Single(parameter => parameter.Name == name);
}

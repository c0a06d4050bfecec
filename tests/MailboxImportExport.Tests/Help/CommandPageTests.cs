using System;
using System.Linq;
using MailboxImportExport.Help.Documentation;
using MailboxImportExport.Help.Markdown;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Help;

public sealed class CommandPageTests
{
    private readonly string _get = CommandPage.Create(Sample.Command("Get-SampleItem"));
    private readonly string _remove = CommandPage.Create(Sample.Command("Remove-SampleItem"));

    [Fact]
    public void HasItsSectionsInOrderWhenACommandUsesAll() =>
        _get.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).ShouldBe(
            ["## Syntax", "## Description", "## Examples", "## Parameters", "## Inputs", "## Outputs", "## Permissions", "## Aliases", "## Related links"]);

    [Fact]
    public void LeavesSectionsOutWhenThereIsNothingToSay() =>
        _remove.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).ShouldBe(
            ["## Syntax", "## Description", "## Examples", "## Parameters", "## Inputs", "## Outputs"]);

    [Fact]
    public void ShowsEachWayToCallWhenThereAreParameterSets()
    {
        _get.ShouldContain(
            """
            ### Folder

            ```powershell
            Get-SampleItem [[-Folder] <string[]>] [-After <datetime>] [-Connection <Object>] [-Format {Brief | Full}] [-Order {Newest | Oldest}] [-Recurse] [<CommonParameters>]
            ```

            ### Id

            ```powershell
            Get-SampleItem -Id <guid[]> [-Connection <Object>] [-Format {Brief | Full}] [-Order {Newest | Oldest}] [<CommonParameters>]
            ```
            """);
    }

    [Fact]
    public void ShowsTheOnlyWayWithoutAHeadingWhenThereAreNoSets()
    {
        _remove.ShouldContain(
            """
            ## Syntax

            ```powershell
            Remove-SampleItem [-InputObject] <SampleItem> -Reason <string> [-Connection <Object>] [-WhatIf] [-Confirm] [<CommonParameters>]
            ```
            """);
    }

    [Fact]
    public void ShowsAllThatIsKnownWhenAParameterIsDescribed()
    {
        _get.ShouldContain(
            """
            ### -Folder

            The folder to read; wildcards are allowed.

            |   |   |
            | --- | --- |
            | Type | `string[]` |
            | Aliases | `-FolderPath`, `-Path` |
            | Parameter sets | Folder |
            | Required | no |
            | Position | 0 |
            | Default | `Inbox`. |
            | From the pipeline | by value, by property name |
            | Wildcards | yes |
            """);
    }

    [Fact]
    public void LinksToPagesWhenTheTextRefersToCommands() =>
        _get.ShouldContain("see [Remove-SampleItem](Remove-SampleItem.md) and [the page on items](https://contoso.com/items).");

    [Fact]
    public void LeavesTheReasonOutWhenAnExampleCannotRun() => _get.ShouldNotContain("needs an id of your own");

    [Fact]
    public void SaysSoInOneSentenceWhenNothingIsWritten() => _remove.ShouldEndWith("## Outputs\n\nNothing.\n");

    [Theory]
    [InlineData("a * b <c> [d] `e`", @"a \* b \<c\> \[d\] \`e\`")]
    [InlineData("IPM_SUBTREE", "IPM_SUBTREE")]
    public void EscapesMarkUpWhenTextHasItsSigns(string text, string markdown) => MarkdownText.Render(DocText.Of(text)).ShouldBe(markdown);

    [Fact]
    public void EscapesBarsWhenTheyStandInATable() => MarkdownText.Row("a | b", MarkdownText.Code("c|d")).ShouldBe(@"| a \| b | `c\|d` |");

    [Fact]
    public void ListsTheCommandsByAreaWhenThereIsAnIndex() =>
        IndexPage.Create(Sample.Read().Commands).ShouldEndWith(
            """
            ## Cmdlets

            | command | what it does |
            | --- | --- |
            | [Get-SampleItem](Get-SampleItem.md) | Gets items of a sample folder. |
            | [Remove-SampleItem](Remove-SampleItem.md) | Removes items of a sample folder. |

            """);
}

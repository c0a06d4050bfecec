using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using MailboxImportExport.Help;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Help;

public sealed class FaultTests
{
    private const string Source = "tests/MailboxImportExport.Help.Samples/";

    [Theory]
    [InlineData("summary", FaultCodes.NoSynopsis, "Remove-SampleItem has no <summary>")]
    [InlineData("remarks", FaultCodes.NoDescription, "Remove-SampleItem has no <remarks>")]
    [InlineData("example", FaultCodes.NoExample, "Remove-SampleItem has no <example>")]
    [InlineData("returns", FaultCodes.NoOutput, "Remove-SampleItem has no [OutputType]")]
    public void ReportsTheTagWhenACommandLacksIt(string tag, string code, string message)
    {
        HelpFault fault = Single(comments => comments.Comment(Sample.Remove, tag).Remove());

        fault.Code.ShouldBe(code);
        fault.Message.ShouldStartWith(message);
        fault.Where.File.ShouldBe(Source + "Cmdlets/RemoveSampleItemCommand.cs");
    }

    [Fact]
    public void ReportsThePropertyAtItsLineWhenAParameterHasNoText()
    {
        HelpFault fault = Single(comments => comments.Comment("P:MailboxImportExport.Help.Samples.Cmdlets.RemoveSampleItemCommand.Reason", "summary").Remove());

        fault.ToString().ShouldMatch(
            @"^tests/MailboxImportExport\.Help\.Samples/Cmdlets/RemoveSampleItemCommand\.cs\(\d+\): error HELP005: parameter -Reason has no <summary>$");
    }

    [Fact]
    public void ReportsAnInheritedParameterOnceAndInItsOwnFileWhenItHasNoText()
    {
        HelpFault fault = Single(comments => comments.Comment("P:MailboxImportExport.Help.Samples.SampleCmdlet.Connection", "summary").Remove());

        fault.Code.ShouldBe(FaultCodes.UndocumentedParameter);
        fault.Where.File.ShouldBe(Source + "SampleCmdlet.cs");
    }

    [Theory]
    [InlineData("<para>Removes it.</para>", "Remove-SampleItem has an example 1 with 0 <code>; one is needed")]
    [InlineData("<para>Removes it.</para><code>a</code><code>b</code>", "Remove-SampleItem has an example 1 with 2 <code>; one is needed")]
    [InlineData("<code>a</code>", "Remove-SampleItem has an example 1 without a sentence before its <code>")]
    public void ReportsTheExampleWhenItIsIncomplete(string example, string message)
    {
        HelpFault fault = Single(comments => comments.Comment(Sample.Remove, "example").ReplaceWith(XElement.Parse($"<example>{example}</example>")));

        fault.Code.ShouldBe(FaultCodes.PoorExample);
        fault.Message.ShouldBe(message);
    }

    [Theory]
    [InlineData("T:MailboxImportExport.Help.Samples.SampleItem", "Get-SampleItem shows the output type SampleItem, which has no <summary>")]
    [InlineData("F:MailboxImportExport.Help.Samples.SampleFormat.Full", "parameter -Format shows the value Full, which has no <summary>")]
    public void ReportsTheTypeOrValueWhenHelpShowsItWithoutText(string id, string message)
    {
        HelpFault fault = Single(comments => comments.Comment(id, "summary").Remove());

        fault.Code.ShouldBe(FaultCodes.UndocumentedType);
        fault.Message.ShouldBe(message);
    }

    [Theory]
    [InlineData("T:MailboxImportExport.Help.Samples.Gone")]
    [InlineData("P:MailboxImportExport.Help.Samples.SampleItem.Gone")]
    [InlineData("!:Gone")]
    public void ReportsTheReferenceWhenNothingHasThatName(string cref)
    {
        HelpFault fault = Single(comments => comments.Comment(Sample.Remove, "remarks").Add(new XElement("see", new XAttribute("cref", cref))));

        fault.Code.ShouldBe(FaultCodes.UnresolvedReference);
        fault.Message.ShouldContain(cref);
    }

    [Theory]
    [InlineData("T:System.String")]
    [InlineData("T:System.Collections.Generic.List`1")]
    [InlineData("M:System.String.Trim(System.Char)")]
    [InlineData("T:System.Management.Automation.PSCredential")]
    [InlineData("T:System.Environment.SpecialFolder")]
    [InlineData("F:System.Environment.SpecialFolder.Desktop")]
    public void AcceptsTheReferenceWhenItIsToTheFrameworkOrPowerShell(string cref) =>
        Faults(comments => comments.Comment(Sample.Remove, "remarks").Add(new XElement("see", new XAttribute("cref", cref)))).ShouldBeEmpty();

    [Fact]
    public void ReportsAllFaultsWhenThereAreSeveral() =>
        Faults(comments => comments.Descendants("summary").Remove()).Select(fault => fault.Code).Distinct().Order()
            .ShouldBe([FaultCodes.NoSynopsis, FaultCodes.UndocumentedParameter, FaultCodes.UndocumentedType]);

    private static HelpFault Single(Action<XDocument> change) => Faults(change).ShouldHaveSingleItem();

    private static IReadOnlyList<HelpFault> Faults(Action<XDocument> change) => Sample.Read(change).Faults.All;
}

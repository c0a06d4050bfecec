using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using MailboxImportExport.Help;
using MailboxImportExport.Help.Documentation;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Help;

public sealed class DocTextReaderTests
{
    private readonly List<string> _reported = [];

    [Fact]
    public void CollapsesWhiteSpaceWhenACommentIsWrapped() =>
        Lines("\n    One line\n    after <c> another </c>\n    ends.\n").ShouldBe(["One line after another ends."]);

    [Fact]
    public void KeepsParagraphsApartWhenOnlySomeAreTagged() =>
        Lines("before <para>tagged</para> after <list><item>a</item></list> end").ShouldBe(["before", "tagged", "after", "end"]);

    [Theory]
    [InlineData("""<paramref name="Mailbox"/>""", DocInlineKind.Code, "-Mailbox")]
    [InlineData("""<see langword="null"/>""", DocInlineKind.Code, "$null")]
    [InlineData("""<see langword="true"/>""", DocInlineKind.Code, "$true")]
    [InlineData("""<see langword="await"/>""", DocInlineKind.Code, "await")]
    [InlineData("""<see cref="T:Known"/>""", DocInlineKind.Command, "Get-Known")]
    [InlineData("""<see cref="T:Known">that one</see>""", DocInlineKind.Command, "that one")]
    [InlineData("""<see href="https://contoso.com"/>""", DocInlineKind.Link, "https://contoso.com")]
    [InlineData("""<see href="https://contoso.com">page</see>""", DocInlineKind.Link, "page")]
    internal void ReadsTheReferenceWhenATextHasOne(string xml, DocInlineKind kind, string text)
    {
        DocInline inline = Read(xml).Blocks.ShouldHaveSingleItem().ShouldBeOfType<DocParagraph>().Inlines.ShouldHaveSingleItem();

        (inline.Kind, inline.Text).ShouldBe((kind, text));
    }

    [Fact]
    public void ReportsTheReferenceWhenItLeadsNowhere()
    {
        Read("""<see cref="T:Unknown"/>""");

        _reported.ShouldHaveSingleItem().ShouldBe($"{FaultCodes.UnresolvedReference} the reference 'T:Unknown' leads nowhere");
    }

    [Fact]
    public void ReportsTheTagWhenItIsNotUnderstood()
    {
        Read("a <b>bold</b> word");

        _reported.ShouldHaveSingleItem().ShouldBe($"{FaultCodes.UnknownTag} the tag <b> is not understood here");
    }

    [Fact]
    public void ReadsTermsAndTextsWhenThereIsAList()
    {
        DocList list = Read("<list type=\"number\"><item><term>one</term><description>the first</description></item><item>alone</item></list>")
            .Blocks.ShouldHaveSingleItem().ShouldBeOfType<DocList>();

        list.Numbered.ShouldBeTrue();
        list.Items.Select(item => (DocText.LineOf(item.Term), DocText.LineOf(item.Text))).ShouldBe([("one", "the first"), ("", "alone")]);
    }

    [Fact]
    public void TakesTheIndentationOffTheOthersWhenTheFirstLineStandsBehindTheTag() =>
        Read("<code>PS> a\n         PS> b\n           c</code>")
            .Blocks.ShouldHaveSingleItem().ShouldBe(new DocCode("PS> a\nPS> b\n  c"));

    [Fact]
    public void TakesTheCommonIndentationOffWhenThereIsCode() =>
        Read("<code>\n        if ($a) {\n            'b'\n\n        }\n    </code>")
            .Blocks.ShouldHaveSingleItem().ShouldBe(new DocCode("if ($a) {\n    'b'\n\n}"));

    [Theory]
    [InlineData("Gets it.", "Gets it", "")]
    [InlineData("Gets it. It is new.", "Gets it", "It is new.")]
    [InlineData("Gets 1.5 of <c>a. b</c> there. New.", "Gets 1.5 of a. b there", "New.")]
    public void SplitsTheFirstSentenceOffWhenATitleIsNeeded(string xml, string title, string others)
    {
        (IReadOnlyList<DocInline> sentence, DocText rest) = Read(xml).SplitFirstSentence();

        DocText.LineOf(sentence).ShouldBe(title);
        rest.ToLine().ShouldBe(others);
    }

    [Theory]
    [InlineData("Get-A | Get-B", "Get-A | Get-B")]
    [InlineData("PS> Get-A |\n>>     Get-B\n\nName\n----\nx", "Get-A |\n    Get-B")]
    [InlineData("PS> Get-A\nresult\nPS> Get-B", "Get-A\nGet-B")]
    public void GivesOnlyWhatIsTypedWhenCodeHasPrompts(string code, string typed) => CodeText.Typed(code).ShouldBe(typed);

    private IEnumerable<string> Lines(string xml) => Read(xml).Blocks.OfType<DocParagraph>().Select(paragraph => DocText.LineOf(paragraph.Inlines));

    private DocText Read(string xml)
    {
        DocTextReader reader = new(
            id => id == "T:Known" ? new DocInline(DocInlineKind.Command, "Get-Known", "Get-Known") : null,
            (code, complaint) => _reported.Add($"{code} {complaint}"));
        return reader.Read(XElement.Parse($"<remarks>{xml}</remarks>", LoadOptions.PreserveWhitespace));
    }
}

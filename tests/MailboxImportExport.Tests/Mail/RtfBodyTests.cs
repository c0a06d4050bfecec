using System.Linq;
using System.Text;
using MailboxImportExport.Mail;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Mail;

public sealed class RtfBodyTests
{
    // Written as Outlook writes it: tags in groups of their own, and what only readers of rich text need between \htmlrtf and \htmlrtf0.
    private const string OutlookHtml = """
        {\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl
        {\f0\fswiss Arial;}
        {\f1\fmodern\fcharset238 Courier New;}
        {\f2\fnil\fcharset128 MS Gothic;}}
        {\colortbl\red0\green0\blue0;}
        \uc1\pard\plain\deftab360 \f0\fs24
        {\*\htmltag19 <html>}
        {\*\htmltag2 \par }
        {\*\htmltag50 <body>}
        {\*\htmltag64 <p class="MsoNormal">}\htmlrtf {\htmlrtf0 Caf\'e9 
        {\*\htmltag148 <b>}\htmlrtf {\b \htmlrtf0 bold
        {\*\htmltag156 </b>}\htmlrtf }\htmlrtf0 
        {\*\htmltag84 &nbsp;}\htmlrtf \'a0\htmlrtf0 \f1 \'b3\'f3d\'9f\f0  \u8364?
        {\*\mhtmltag84 <a href="rewritten">}
        {\*\htmltag72 </p>}\htmlrtf \par}\htmlrtf0
        {\*\htmltag58 </body>}
        {\*\htmltag27 </html>}
        {\*\htmltag3 \par }}
        """;

    [Fact]
    public void GivesTheHtmlBackThatItWasMadeOf()
    {
        RtfBody body = Read(OutlookHtml);

        body.Kind.ShouldBe(RtfKind.Html);
        body.Content.ShouldBe("<html>\r\n<body><p class=\"MsoNormal\">Café <b>bold</b>&nbsp;łódź €</p></body></html>\r\n");
    }

    [Fact]
    public void GivesTheTextBackThatItWasMadeOf()
    {
        RtfBody body = Read(@"{\rtf1\ansi\ansicpg1252\fromtext \deff0{\fonttbl{\f0\fswiss Arial;}}{\*\generator Riched20;}\uc1\pard\plain One\par Two \{braces\} \'80\line Three\tab end\par }");

        body.Kind.ShouldBe(RtfKind.Text);
        body.Content.ShouldBe("One\r\nTwo {braces} €\r\nThree\tend\r\n");
    }

    [Fact]
    public void GivesTheTextWithoutItsLooksWhenItIsRichText()
    {
        RtfBody body = Read(
            @"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\colortbl;\red1\green2\blue3;}{\stylesheet{\s0 Normal;}}{\info{\author A Person}}"
            + @"{\b Bold} \ldblquote quoted\rdblquote  and \emdash  {\pict\wmetafile8 0102}{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}\par}");

        body.Kind.ShouldBe(RtfKind.Rich);
        body.Content.ShouldBe("Bold \u201Cquoted\u201D and \u2014 link\r\n");
    }

    [Theory]
    [InlineData(@"{\rtf1\uc1 \u-10179?\u-8704?}", "\ud83d\ude00")]
    [InlineData(@"{\rtf1\uc2 \u8364\'80\'80x}", "€x")]
    [InlineData(@"{\rtf1\uc0 \u8364 x}", "€x")]
    [InlineData(@"{\rtf1{\uc0 \u8364 }\u8364?x}", "€€x")]
    [InlineData(@"{\rtf1\u8364 {?}x}", "€?x")]
    public void KnowsUnicodeCharactersAndWhatStandsInForThem(string rtf, string expected) => Read(rtf).Content.ShouldBe(expected);

    [Fact]
    public void PutsCharactersOfSeveralBytesTogether()
        => Read(@"{\rtf1\ansi\ansicpg1252{\fonttbl{\f1\fcharset128 Gothic;}}\f1 \'93\'fa\'96\'7b}").Content.ShouldBe("日本");

    [Fact]
    public void PassesOverBytesThatAreNoText()
        => Encoding.ASCII.GetString([.. @"{\rtf1 a\bin5 "u8, 0x7B, 0x7D, 0x5C, 0x7B, 0x00, .. "b}"u8]).ShouldSatisfyAllConditions(static rtf => Read(rtf).Content.ShouldBe("ab"));

    [Theory]
    [InlineData("", "")]
    [InlineData("no rich text", "no rich text")]
    [InlineData(@"{\rtf1 a}}}} b", "a b")]
    [InlineData(@"{\rtf1 a\", "a\\")]
    [InlineData(@"{\rtf1 a\'zz}", "azz")]
    [InlineData(@"{\rtf1\ansicpg99999 a}", "a")]
    [InlineData(@"{\rtf1\bin999999999 a}", "")]
    public void NeverFails(string rtf, string expected) => Read(rtf).Content.ShouldBe(expected);

    [Fact]
    public void EndsWhenGroupsAreNestedTooDeep()
    {
        string rtf = string.Concat(Enumerable.Repeat("{", 100_000)) + "deep" + string.Concat(Enumerable.Repeat("}", 100_000)) + "out";

        Read(rtf).Content.ShouldBe("deepout");
    }

    private static RtfBody Read(string rtf) => RtfBody.Read(Encoding.Latin1.GetBytes(rtf.ReplaceLineEndings("\r\n")));
}

using System.Linq;
using MailboxImportExport.Mail;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Mail;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("<p>One</p><p>Two</p>", "One\r\n\r\nTwo")]
    [InlineData("a<br>b<BR/>c", "a\r\nb\r\nc")]
    [InlineData("a &amp; b &lt;c&gt; &#8364;&nbsp;x", "a & b <c> €\u00a0x")]
    [InlineData("<style>p { color: red }</style><script>if (a < b) x();</script>text", "text")]
    [InlineData("<title>no</title>yes<!-- <p>no</p> -->!", "yes!")]
    [InlineData("  much \r\n\t white   space  ", "much white space")]
    [InlineData("<table><tr><td>1</td><td>2</td></tr></table>", "1\t2")]
    [InlineData("1 < 2 and 3 > 2", "1 < 2 and 3 > 2")]
    [InlineData("<div><div><div>deep</div></div></div>end", "deep\r\n\r\nend")]
    [InlineData("cut <b", "cut")]
    [InlineData("<script>never ends", "")]
    [InlineData("", "")]
    public void IsWhatAReaderSees(string html, string expected) => HtmlText.Of(html).ShouldBe(expected);

    [Fact]
    public void TakesTimeByItsLengthWhenNothingEnds()
    {
        string html = string.Concat(Enumerable.Repeat("<a<!--<script", 50_000));

        HtmlText.Of(html).ShouldBe(string.Empty);
    }
}

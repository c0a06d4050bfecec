using System.IO;
using System.Linq;
using System.Text;
using MailboxImportExport.Mail;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Mail;

public sealed class AttachmentFileNameTests
{
    [Theory]
    [InlineData("plan.pdf", "plan.pdf")]
    [InlineData("Angebot für März (2).docx", "Angebot für März (2).docx")]
    [InlineData("日本語.txt", "日本語.txt")]
    [InlineData("../../../etc/passwd", "passwd")]
    [InlineData(@"..\..\Startup\run.bat", "run.bat")]
    [InlineData(@"C:\Windows\win.ini", "win.ini")]
    [InlineData(@"\\server\share\x.txt", "x.txt")]
    [InlineData("/absolute.txt", "absolute.txt")]
    [InlineData("C:evil.txt", "C_evil.txt")]
    [InlineData("a.txt:stream", "a.txt_stream")]
    [InlineData("what?*<>|\".txt", "what______.txt")]
    [InlineData("..", "fallback")]
    [InlineData(".", "fallback")]
    [InlineData("/", "fallback")]
    [InlineData("", "fallback")]
    [InlineData(null, "fallback")]
    [InlineData("   ", "fallback")]
    [InlineData("\0\u0001\r\n", "fallback")]
    [InlineData("a\0b.txt", "ab.txt")]
    [InlineData(".bashrc", "bashrc")]
    [InlineData("ends in dots...", "ends in dots")]
    [InlineData("ends in blanks.txt  ", "ends in blanks.txt")]
    [InlineData("photo\u202Egpj.exe", "photogpj.exe")]
    [InlineData("zero\u200Bwidth.txt", "zerowidth.txt")]
    public void IsSafeWhateverTheSenderWrote(string? name, string expected) => AttachmentFileName.Of(name, "fallback").ShouldBe(expected);

    [Theory]
    [InlineData("CON", "_CON")]
    [InlineData("con.txt", "_con.txt")]
    [InlineData("NUL.tar.gz", "_NUL.tar.gz")]
    [InlineData("COM1", "_COM1")]
    [InlineData("com\u00b9.log", "_com\u00b9.log")]
    [InlineData("LPT9.doc", "_LPT9.doc")]
    [InlineData("CONIN$", "_CONIN$")]
    [InlineData("AUX .txt", "_AUX .txt")]
    [InlineData("PRN:", "PRN_")]
    [InlineData("CONTRACT.pdf", "CONTRACT.pdf")]
    public void NamesNoDevice(string name, string expected) => AttachmentFileName.Of(name, "fallback").ShouldBe(expected);

    [Fact]
    public void DropsHalfCharacters() => AttachmentFileName.Of("half\ud800pair\udc00.txt", "fallback").ShouldBe("halfpair.txt");

    [Fact]
    public void KeepsTheEndingWhenANameIsLong()
    {
        string name = AttachmentFileName.Of(new string('x', 5_000) + ".pdf", "fallback");

        name.Length.ShouldBe(80);
        name.ShouldEndWith("x.pdf");
    }

    [Fact]
    public void FitsIntoAFileSystemWhenEveryCharacterTakesMostBytes()
    {
        Encoding.UTF8.GetByteCount(AttachmentFileName.Numbered(AttachmentFileName.Of(new string('語', 300) + ".docx", "fallback"), 9_999)).ShouldBeLessThanOrEqualTo(255);
        Encoding.UTF8.GetByteCount(AttachmentFileName.Of(string.Concat(Enumerable.Repeat("😀", 300)), "fallback")).ShouldBeLessThanOrEqualTo(255);
    }

    [Fact]
    public void DividesNoCharacterWhenItIsShortened()
    {
        string name = AttachmentFileName.Of("x" + string.Concat(Enumerable.Repeat("😀", 300)) + ".txt", "fallback");

        Should.NotThrow(() => new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(name));
        name.ShouldEndWith(".txt");
    }

    [Theory]
    [InlineData("plan.pdf", "plan (2).pdf")]
    [InlineData("plan", "plan (2)")]
    [InlineData("no extension. at all, a long sentence", "no extension. at all, a long sentence (2)")]
    public void PutsANumberInFrontOfTheEnding(string name, string expected) => AttachmentFileName.Numbered(name, 2).ShouldBe(expected);

    [Fact]
    public void StaysInItsFolderForAnyThreeHostileCharacters()
    {
        const string Hostile = "./\\:~ \0\u202e%$CN*";
        string folder = Path.GetFullPath(Path.Combine(Path.GetTempPath(), "attachments"));
        foreach (char first in Hostile)
        {
            foreach (char second in Hostile)
            {
                foreach (char third in Hostile)
                {
                    string name = AttachmentFileName.Of($"{first}{second}{third}", "fallback");
                    Path.GetDirectoryName(Path.GetFullPath(Path.Combine(folder, name))).ShouldBe(folder, name);
                }
            }
        }
    }
}

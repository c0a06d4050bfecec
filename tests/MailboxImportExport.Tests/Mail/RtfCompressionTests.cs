using System;
using System.IO;
using System.Linq;
using System.Text;
using MailboxImportExport.Mail;
using MimeKit.IO;
using MimeKit.Tnef;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Mail;

public sealed class RtfCompressionTests
{
    [Theory]
    [InlineData(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0",
        "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n")]
    [InlineData("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0", "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}")]
    public void GivesThePublishedExamplesBack(string hex, string expected)
        => Encoding.ASCII.GetString(RtfCompression.Decompress(Convert.FromHexString(hex))!).ShouldBe(expected);

    [Fact]
    public void AgreesWithAnotherImplementation()
    {
        Random random = new(3);
        string[] words = ["{\\rtf1", "\\ansi", "\\par ", "hello ", "world ", "\\f0\\fs20 ", "}", "x", "{\\b bold}"];
        for (int count = 0; count < 60; count++)
        {
            byte[] rtf = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, random.Next(600)).Select(_ => words[random.Next(words.Length)])));
            byte[] compressed = RtfCompressor.Compress(rtf);

            RtfCompression.Decompress(compressed).ShouldBe(rtf);
            Theirs(compressed).ShouldBe(rtf);
        }
    }

    [Fact]
    public void TakesTextThatIsNotCompressed()
    {
        byte[] stored = [0, 0, 0, 0, 3, 0, 0, 0, .. "MELA"u8, 0, 0, 0, 0, .. "abc and what is behind"u8];

        RtfCompression.Decompress(stored).ShouldBe("abc"u8.ToArray());
    }

    [Fact]
    public void GivesWhatIsThereWhenItIsCutOff()
    {
        byte[] whole = RtfCompressor.Compress("{\\rtf1 some text that is cut off}"u8.ToArray());
        for (int length = 16; length < whole.Length; length++)
        {
            "{\\rtf1 some text that is cut off}"u8.ToArray().ShouldContainStart(RtfCompression.Decompress(whole[..length])!);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("00000000000000000000000000000000")]
    public void IsNothingWhenItIsNoCompressedRichText(string hex) => RtfCompression.Decompress(Convert.FromHexString(hex)).ShouldBeNull();

    [Fact]
    public void TakesNoMoreRoomThanItsLengthAllowsWhenItPromisesALot()
    {
        byte[] bytes = [.. Convert.FromHexString("1a000000ffffff7f4c5a4675e2d44b51"), .. Enumerable.Repeat((byte)0xFF, 90_000)];
        long start = GC.GetAllocatedBytesForCurrentThread();

        byte[]? rtf = RtfCompression.Decompress(bytes);

        rtf!.Length.ShouldBeLessThan(9 * bytes.Length);
        (GC.GetAllocatedBytesForCurrentThread() - start).ShouldBeLessThan(20 * bytes.Length);
    }

    private static byte[] Theirs(byte[] compressed)
    {
        using MemoryStream source = new(compressed);
        using FilteredStream filtered = new(source);
        filtered.Add(new RtfCompressedToRtf());
        using MemoryStream output = new();
        filtered.CopyTo(output);
        return output.ToArray();
    }
}

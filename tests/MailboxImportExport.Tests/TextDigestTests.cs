using System;
using System.Security.Cryptography;
using System.Text;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests;

public sealed class TextDigestTests
{
    [Theory]
    [InlineData("")]
    [InlineData("AAMk-_=")]
    [InlineData("Grüße 🙂 \uD800")]
    public void IsTheHashOfTheTexts(string text)
    {
        TextDigest.Begin().Add(text).Line().Add(null).Line().AddUpper("mbx:Größe").Line().AddUpper("ab-z{`").Line().AddHex([0, 0xAF]).Sha256()
            .ShouldBe(Expected($"{text}\n\n{"mbx:Größe".ToUpperInvariant()}\nAB-Z{{`\n00af"));
    }

    [Fact]
    public void TakesTextsOfAnyLength()
    {
        string text = new('ä', 100_000);

        TextDigest.Begin().Add(text).AddUpper(text).Sha256().ShouldBe(Expected(text + text.ToUpperInvariant()));
        TextDigest.Begin().Add("a").Sha256().ShouldBe(Expected("a"));
    }

    [Fact]
    public void CutsTimesToSeconds()
    {
        DateTimeOffset time = new(2024, 5, 6, 7, 8, 9, TimeSpan.FromHours(2));

        TextDigest.Begin().AddSecond(time.AddTicks(9_999_999)).Sha256().ShouldBe(TextDigest.Begin().AddSecond(time.ToUniversalTime()).Sha256());
        TextDigest.Begin().AddSecond(time).Sha256().ShouldNotBe(TextDigest.Begin().AddSecond(time.AddSeconds(1)).Sha256());
        TextDigest.Begin().AddSecond(null).Sha256().ShouldBe(Expected(string.Empty));
    }

    private static (ulong First, ulong Second) Expected(string text)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return (BitConverter.ToUInt64(hash, 0), BitConverter.ToUInt64(hash, 8));
    }
}

using System;
using System.Text;
using System.Threading.Tasks;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Graph.Export;

/// <summary>Answers that are not as they should be, one oddity each.</summary>
public sealed class OddAnswerTests
{
    [Theory]
    [InlineData("QUJ")]
    [InlineData("QUJDR")]
    [InlineData("QQ==QUJD")]
    [InlineData("QQ==QQ==")]
    [InlineData("Q=Q=")]
    [InlineData("====")]
    [InlineData("QU_D")]
    [InlineData("QU-D")]
    [InlineData("QUJD    ")]
    [InlineData("    ")]
    [InlineData("QU JD")]
    [InlineData("QUJD QUJDQUJ")]
    [InlineData("QUJD\\nQUJD")]
    [InlineData("\\n\\n\\n\\n")]
    [InlineData("QUJ\\u+041")]
    [InlineData("QUJ\\u0022")]
    [InlineData("QUJ\\u00e4")]
    [InlineData("QUJ\\uZZZZ")]
    [InlineData("QUJ\\u +1F")]
    [InlineData("QUJ\\x")]
    [InlineData("QUJ\\")]
    [InlineData("ä")]
    public async Task RefusesWhenContentIsNotBase64(string data)
    {
        RecordingSink sink = await AnswerReading.ReadRefusedAsync(Encoding.UTF8.GetBytes($$"""{"value":[{"itemId":"a","data":"{{data}}"}]}"""));

        sink.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task RefusesInTheSameWayWhateverTheCutsWhenBlanksStandInContent()
    {
        byte[] document = Encoding.UTF8.GetBytes("""{"value":[{"itemId":"a","data":"QUJD    QUJD   QUJD QUJD"}]}""");
        for (int seed = 0; seed < 200; seed++)
        {
            (await AnswerReading.ReadRefusedAsync(document, seed, most: 20)).Entries.ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("[]x")]
    [InlineData("{}{}")]
    [InlineData("{\"value\":[]} x")]
    [InlineData("<html>gateway</html>")]
    [InlineData("{\"value\":[{\"itemId\":\"\\ud800\"}]}")]
    [InlineData("{\"value\":[{\"\\ud800\":1}]}")]
    [InlineData("{\"value\":[{\"error\":{\"code\":\"\\udc00x\"}}]}")]
    [InlineData("{\"value\":[{\"itemId\":\"a\",\"data\":\"QUJD\"},]}")]
    public async Task RefusesWhenTheDocumentIsNotTheDocumentedOne(string document)
        => (await AnswerReading.ReadRefusedAsync(Encoding.UTF8.GetBytes(document))).Entries.Count.ShouldBeLessThan(2);

    [Fact]
    public async Task RefusesWhenATextIsNotUnicode()
    {
        byte[] document = [.. "{\"value\":[{\"itemId\":\""u8, 0xC3, 0x28, .. "\"}]}"u8];

        (await AnswerReading.ReadRefusedAsync(document)).Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task RefusesWhenObjectsAreNestedWithoutEnd()
    {
        string nested = string.Concat(System.Linq.Enumerable.Repeat("{\"a\":", 200));

        (await AnswerReading.ReadRefusedAsync(Encoding.UTF8.GetBytes("{\"value\":[{\"x\":" + nested))).Entries.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RefusesWhenANameOrTextIsFarTooLong(bool isName)
    {
        string text = new('n', 1_000_000);
        string member = isName ? $"\"{text}\":1" : $"\"changeKey\":\"{text}\"";

        (await AnswerReading.ReadRefusedAsync(Encoding.UTF8.GetBytes($"{{\"value\":[{{{member}}}]}}"))).Entries.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"value\":null}")]
    [InlineData("{\"value\":{\"itemId\":\"a\",\"data\":\"QUJD\"}}")]
    [InlineData("{\"other\":[{\"itemId\":\"a\",\"data\":\"QUJD\"}]}")]
    public async Task DeliversNothingWhenThereIsNoListOfEntries(string document)
        => (await AnswerReading.ReadAsync(Encoding.UTF8.GetBytes(document))).Entries.ShouldBeEmpty();

    [Theory]
    [InlineData("5")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("{\"data\":\"QUJD\"}")]
    [InlineData("[\"QUJD\"]")]
    public async Task HasNoContentWhenDataIsNoText(string value)
    {
        RecordingSink sink = await AnswerReading.ReadAsync(Encoding.UTF8.GetBytes($$"""{"value":[{"itemId":"a","data":{{value}}}]}"""));

        sink.Entries[0].ShouldBe(new AnswerEntry("a", null, null));
    }

    [Fact]
    public async Task HasContentWhenDataIsAnEmptyText()
    {
        RecordingSink sink = await AnswerReading.ReadAsync(Encoding.UTF8.GetBytes("""{"value":[{"itemId":"a","data":""}]}"""));

        sink.Entries[0].ShouldBe(new AnswerEntry("a", null, []));
    }

    [Fact]
    public async Task TakesTheLastContentWhenAnEntryHasTwo()
    {
        byte[] large = new byte[200_000];
        string document = $$"""{"value":[{"data":"{{Convert.ToBase64String(large)}}","itemId":"a","data":"QUJD"}]}""";

        RecordingSink sink = await AnswerReading.ReadAsync(Encoding.UTF8.GetBytes(document));

        sink.Entries[0].ShouldBe(new AnswerEntry("a", null, "ABC"u8.ToArray()));
        sink.Opened[0].IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public async Task KeepsErrorsApartWhenEntriesFollowEachOther()
    {
        RecordingSink sink = await AnswerReading.ReadAsync(Encoding.UTF8.GetBytes(
            """{"value":[{"Error":{"CODE":"X","Message":"m","inner":{"code":"Y"}},"itemId":"a"},{"error":["code"],"itemId":"b"},{"error":{},"itemId":"c"}]}"""));

        sink.Entries[0].ShouldBe(new AnswerEntry("a", null, null, "X", "m"));
        sink.Entries[1].ShouldBe(new AnswerEntry("b", null, null));
        sink.Entries[2].ShouldBe(new AnswerEntry("c", null, null, "Unknown"));
    }
}

using System;
using System.Linq;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Tenant;

public sealed class EntryIdTests
{
    private static readonly Guid Mailbox = new("9d988134-fee2-4447-b225-1a0b2fac79f9");

    [Fact]
    public void IsTheSameWhenReadBack()
    {
        EntryId id = new(Mailbox, EntryKind.Item, 4711);

        EntryId.Parse(id.ToString()).ShouldBe(id);
    }

    [Fact]
    public void UsesTheAlphabetOfTheServiceWhenManyAreMade()
    {
        string all = string.Concat(Enumerable.Range(1, 500).Select(static number => new EntryId(Mailbox, EntryKind.Item, (ulong)number).ToString()));

        all.ShouldContain('-');
        all.ShouldContain('_');
        all.ShouldNotContain('/');
        all.ShouldNotContain('+');
        all.ShouldStartWith("AAMk");
    }

    [Fact]
    public void IsMalformedWhenAnyLetterIsChanged()
    {
        string id = new EntryId(Mailbox, EntryKind.Folder, 3).ToString();

        for (int index = 0; index < id.Length; index++)
        {
            char other = id[index] == 'A' ? 'B' : 'A';
            EntryId.Parse(id[..index] + other + id[(index + 1)..]).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAMk")]
    [InlineData("inbox")]
    public void IsMalformedWhenItIsSomethingElse(string text) => EntryId.Parse(text).ShouldBeNull();

    [Fact]
    public void WritesTheSameChangeKeyInTwoFormsWhenAsked()
    {
        ChangeKey key = new(Mailbox, 1);

        Convert.FromBase64String(key.Listed)[8..].ShouldBe(Convert.FromBase64String(key.Imported));
        key.Listed.Length.ShouldBe("CQAAABYAAACQ2fKdhq8oSKEDSVrdi3lRAAE8zPIo".Length);
        key.Imported.Length.ShouldBe("kNnynYavKEihA0la3Yt5UQABUftGQg==".Length);
    }
}

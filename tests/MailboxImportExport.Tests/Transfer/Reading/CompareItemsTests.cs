using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Tests.FastTransfer;
using MailboxImportExport.Tests.Sandbox.Streams;
using MailboxImportExport.Transfer.Reading;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Reading;

public sealed class CompareItemsTests
{
    private readonly List<ItemComparison> _written = [];
    private readonly List<string> _failed = [];

    [Fact]
    public async Task PairsItemsOfOneId()
    {
        await CompareAsync([Item("1", "a"), Item("2", "b")], [Item("2", "b"), Item("1", "changed")]);

        _written.Select(static c => $"{c.Subject} {c.Verdict}").ShouldBe(["a Different", "b Equal"]);
    }

    [Fact]
    public async Task PairsTheSameItemWhenItHasAnotherId()
    {
        await CompareAsync([Item("1", "a", key: 1), Item("2", "b", key: 2)], [Item("8", "b", key: 2), Item("9", "a", key: 1)]);

        _written.Select(static c => $"{c.Subject} {c.Verdict}").ShouldBe(["a Equal", "b Equal"]);
    }

    [Fact]
    public async Task PairsEachOnlyOnceWhenItemsAreAlike()
    {
        await CompareAsync([Item("1", "a", key: 1), Item("2", "a", key: 1), Item("3", "a", key: 1)], [Item("8", "a", key: 1), Item("9", "a", key: 1)]);

        _written.Count(static c => c.Verdict == ItemComparisonVerdict.Equal).ShouldBe(2);
        ItemComparison alone = _written.Single(static c => c.Difference is null);
        alone.Differences.ShouldHaveSingleItem().Kind.ShouldBe(ItemDifferenceKind.Missing);
    }

    [Fact]
    public async Task TakesNoItemWithoutKeyForAnother()
    {
        await CompareAsync([Item("1", "a")], [Item("2", "a")]);

        _written.Select(static c => c.Differences.ShouldHaveSingleItem().Kind).ShouldBe([ItemDifferenceKind.Missing, ItemDifferenceKind.Added]);
        _written.ShouldAllBe(static c => c.Verdict == ItemComparisonVerdict.Different);
    }

    [Fact]
    public async Task GoesOnWhenAnItemCannotBeRead()
    {
        await CompareAsync([Broken("1"), Item("2", "b")], [Item("1", "a"), Item("2", "b")]);

        _failed.ShouldBe(["1"]);
        _written.ShouldHaveSingleItem().Subject.ShouldBe("b");
    }

    private static NamedContent Item(string id, string subject, byte? key = null)
    {
        MessageContent message = TestMessage.Plain(subject);
        PropertyBag properties = key is byte number ? message.Properties.With(Tags.SearchKey.With(new byte[] { number })) : message.Properties;
        return Named(id, TestMessage.Write(message with { Properties = properties }));
    }

    private static NamedContent Broken(string id) => Named(id, StreamBytes.Number(7));

    private static NamedContent Named(string id, byte[] stream)
        => new(id, new BytesContent(stream), new ExportedMailboxItem { SourceMailboxId = "MBX:1", SourceItemId = id, Sha256 = string.Empty });

    private Task CompareAsync(NamedContent[] reference, NamedContent[] difference)
        => new CompareItems(
            comparison =>
            {
                _written.Add(comparison);
                return Task.CompletedTask;
            },
            (_, name) =>
            {
                _failed.Add(name);
                return Task.CompletedTask;
            }).CompareListsAsync(reference, difference, CancellationToken.None);
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Graph;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Graph.Delta;

public sealed class ItemDeltaTests : IAsyncLifetime
{
    private SandboxClient _client = null!;
    private DeltaReader _reader = null!;
    private SandboxFolder _folder = null!;

    private SandboxMailbox Chika => _client.Server.Tenant.Mailbox(SandboxClient.Chika);

    private SandboxSwitches Switches => _client.Server.Switches;

    private string Path => $"folders/{_folder.Id}/items/delta";

    public async ValueTask InitializeAsync()
    {
        _client = await SandboxClient.StartAsync();
        _reader = new DeltaReader(_client);
        _folder = Chika.AddFolder("Series");
        Chika.AddItems(_folder, 25);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task TellsEverythingOnceWhenItIsAskedForTheFirstTime()
    {
        DeltaRoundSeen round = await _reader.ReadAsync(Chika, Path);

        round.Pages.Select(static page => page.Values.Count).ShouldBe([10, 10, 5]);
        round.Ids.ShouldBe(_folder.Items.Select(static item => item.Id));
        round.Pages[0].Root.GetProperty("@odata.context").GetString()!.ShouldEndWith("/v1.0/$metadata#Collection(mailboxItem)");
        round.Pages[0].NextLink!.ShouldContain("/items/delta?$skiptoken=");
        round.Pages[0].DeltaLink.ShouldBeNull();
        round.Pages[^1].DeltaLink!.ShouldContain($"/folders/{_folder.Id}/items/delta?$deltatoken=");
        round.Pages[0].Values[0].GetProperty("changeKey").GetString().ShouldBe(_folder.Items[0].ChangeKey.Listed);
    }

    [Fact]
    public async Task TellsNothingWhenNothingHasChanged()
    {
        DeltaRoundSeen first = await _reader.ReadAsync(Chika, Path);

        DeltaRoundSeen second = await _reader.ReadAsync(first.Next);
        DeltaRoundSeen third = await _reader.ReadAsync(second.Next);

        second.Pages.Single().Values.ShouldBeEmpty();
        third.Pages.Single().Values.ShouldBeEmpty();
    }

    [Fact]
    public async Task TellsWhatCameChangedAndWentWhenItIsAskedAgain()
    {
        DeltaRoundSeen first = await _reader.ReadAsync(Chika, Path);
        SandboxItem gone = _folder.Items[3];
        SandboxItem changed = Chika.TryUpdateItem(_folder.Items[5], _folder.Items[6].Content)!;
        Chika.RemoveItem(gone);
        SandboxItem come = Chika.AddMail(_folder, "New", "a@b.example", DateTimeOffset.UnixEpoch);

        DeltaRoundSeen second = await _reader.ReadAsync(first.Next);

        second.Ids.ShouldBe([changed.Id, gone.Id, come.Id]);
        second.RemovedIds.ShouldBe([gone.Id]);
        JsonElement removed = second.Pages[0].Values[1];
        removed.EnumerateObject().Select(static member => member.Name).ShouldBe(["id", "@removed"]);
        removed.GetProperty("@removed").GetProperty("reason").GetString().ShouldBe("deleted");
    }

    [Theory]
    [InlineData(false, "deleted")]
    [InlineData(true, "changed")]
    public async Task TellsAMovedItemInBothFoldersWhenItHasMoved(bool says, string reason)
    {
        Switches.DeltaSaysMovedIsChanged = says;
        SandboxFolder other = Chika.AddFolder("Other");
        DeltaRoundSeen source = await _reader.ReadAsync(Chika, Path);
        DeltaRoundSeen target = await _reader.ReadAsync(Chika, $"folders/{other.Id}/items/delta");
        string id = _folder.Items[0].Id;

        SandboxItem moved = Chika.MoveItem(_folder.Items[0], other, keepsId: false)!;

        SandboxAnswer left = (await _reader.ReadAsync(source.Next)).Pages.Single();
        left.Ids.ShouldBe([id]);
        left.Values[0].GetProperty("@removed").GetProperty("reason").GetString().ShouldBe(reason);
        (await _reader.ReadAsync(target.Next)).Ids.ShouldBe([moved.Id]);
    }

    [Fact]
    public async Task TellsTheStateAtItsBeginningWhenItemsChangeMeanwhile()
    {
        SandboxAnswer page = await _client.GetAsync(Chika, Path);
        SandboxItem late = Chika.AddMail(_folder, "Late", "a@b.example", DateTimeOffset.UnixEpoch);

        DeltaRoundSeen rest = await _reader.ReadAsync(new Uri(page.NextLink!));

        rest.Ids.Count.ShouldBe(15);
        rest.Ids.ShouldNotContain(late.Id);
        (await _reader.ReadAsync(rest.Next)).Ids.ShouldBe([late.Id]);
    }

    [Fact]
    public async Task GivesTheSamePageWhenALinkIsUsedTwice()
    {
        SandboxAnswer first = await _client.GetAsync(Chika, Path);

        SandboxAnswer once = await _client.GetAsync(new Uri(first.NextLink!));
        SandboxAnswer again = await _client.GetAsync(new Uri(first.NextLink!));

        again.Ids.ShouldBe(once.Ids);
    }

    [Fact]
    public async Task MakesPagesAsLargeAsPreferredWhenTheHeaderSaysSo()
    {
        DeltaRoundSeen round = await _reader.ReadAsync(Chika, Path, pageSize: 9);

        round.Pages.Select(static page => page.Values.Count).ShouldBe([9, 9, 7]);
        round.Pages[0].Headers.GetValues("Preference-Applied").Single().ShouldBe("odata.maxpagesize=9");
    }

    [Theory]
    [InlineData("?$top=20", 20)]
    [InlineData("?$top=20&$select=size", 20)]
    public async Task MakesPagesAsLargeAsTopWhenThereIsNoPreference(string query, int count)
    {
        SandboxAnswer page = await _client.GetAsync(Chika, Path + query);

        page.Values.Count.ShouldBe(count);
        page.Values[0].TryGetProperty("type", out _).ShouldBe(!query.Contains("select", StringComparison.Ordinal));
        page.Values[0].TryGetProperty("id", out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData(7)]
    [InlineData(50)]
    public async Task MakesPagesAsLargeAsSwitchedWhenTheRequestDoesNotSay(int size)
    {
        Switches.DefaultDeltaPageSize = size;

        (await _client.GetAsync(Chika, Path)).Values.Count.ShouldBe(Math.Min(size, 25));
    }

    [Fact]
    public async Task KeepsTheOptionsInTheTokenWhenTheRoundGoesOn()
    {
        SandboxAnswer first = await _client.GetAsync(Chika, Path + "?$select=size");

        SandboxAnswer second = await _client.GetAsync(new Uri(first.NextLink!));

        second.Values[0].TryGetProperty("size", out _).ShouldBeTrue();
        second.Values[0].TryGetProperty("type", out _).ShouldBeFalse();
        first.NextLink!.ShouldNotContain("select");
    }

    [Theory]
    [InlineData("ge", 6)]
    [InlineData("gt", 5)]
    public async Task LeavesOlderItemsOutWhenFilteredByTheTimeOfDelivery(string comparison, int count)
    {
        string time = _folder.Items[19].Received!.Value.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", System.Globalization.CultureInfo.InvariantCulture);

        SandboxAnswer answer = await _client.GetAsync(Chika, $"{Path}?$filter=receivedDateTime+{comparison}+{time}&$top=100");

        answer.Values.Count.ShouldBe(count);
    }

    [Fact]
    public async Task ComesNewestFirstWhenOrdered()
    {
        DeltaRoundSeen round = await _reader.ReadAsync(Chika, Path + "?$orderby=receivedDateTime desc");

        round.Ids.ShouldBe(_folder.Items.Reverse().Select(static item => item.Id));
    }

    [Theory]
    [InlineData("$skip=1")]
    [InlineData("$count=true")]
    [InlineData("$search=x")]
    [InlineData("$expand=singleValueExtendedProperties($filter=id eq 'String 0x0037')")]
    [InlineData("$filter=receivedDateTime lt 2024-01-01")]
    [InlineData("$filter=createdDateTime ge 2024-01-01")]
    [InlineData("$filter=receivedDateTime ge 2024-01-01 and size gt 1")]
    [InlineData("$orderby=receivedDateTime")]
    [InlineData("$orderby=createdDateTime desc")]
    [InlineData("$top=1001")]
    public async Task RefusesAnOptionWhenItIsNotSupported(string option)
    {
        SandboxAnswer answer = await _client.GetAsync(Chika, $"{Path}?{option}");

        answer.Status.ShouldBe(400);
        answer.ErrorCode.ShouldBe("RequestBroker--ParseUri");
    }

    [Fact]
    public async Task RefusesOptionsWhenTheyComeWithAToken()
    {
        SandboxAnswer first = await _client.GetAsync(Chika, Path);

        (await _client.GetAsync(new Uri(first.NextLink! + "&$select=id"))).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData((int)DeltaRepetition.Never, 25)]
    [InlineData((int)DeltaRepetition.Twice, 50)]
    [InlineData((int)DeltaRepetition.RemovedFirst, 50)]
    public async Task NamesAnIdAgainAsSwitched(int repetition, int count)
    {
        Switches.DeltaRepetition = (DeltaRepetition)repetition;

        DeltaRoundSeen round = await _reader.ReadAsync(Chika, Path);

        round.Ids.Count.ShouldBe(count);
        round.Ids.Distinct().Count().ShouldBe(25);
        round.RemovedIds.Count.ShouldBe(repetition == (int)DeltaRepetition.RemovedFirst ? 25 : 0);
        round.Pages[^1].RemovedIds.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, new[] { 10, 10, 5 })]
    [InlineData(1, new[] { 10, 0, 10, 0, 5 })]
    [InlineData(2, new[] { 10, 10, 0, 5 })]
    public async Task HasEmptyPagesBetweenAsSwitched(int after, int[] sizes)
    {
        Switches.EmptyDeltaPageAfter = after;

        DeltaRoundSeen round = await _reader.ReadAsync(Chika, Path);

        round.Pages.Select(static page => page.Values.Count).ShouldBe(sizes);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task TellsTheLastRoundOnceMoreAsSwitched(bool replays, int count)
    {
        Switches.ReplayDeltaChanges = replays;
        DeltaRoundSeen first = await _reader.ReadAsync(Chika, Path);
        SandboxItem item = Chika.AddMail(_folder, "New", "a@b.example", DateTimeOffset.UnixEpoch);
        Switches.ReplayDeltaChanges = false;
        DeltaRoundSeen second = await _reader.ReadAsync(first.Next);
        second.Ids.ShouldBe([item.Id]);
        Switches.ReplayDeltaChanges = replays;

        DeltaRoundSeen third = await _reader.ReadAsync(second.Next);

        third.Ids.Count.ShouldBe(count);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 1)]
    public async Task HoldsTheNewestChangesBackAsSwitched(int heldBack, int count)
    {
        DeltaRoundSeen first = await _reader.ReadAsync(Chika, Path);
        IReadOnlyList<SandboxItem> added = Chika.AddItems(_folder, 2, seed: 2);
        Switches.DeltaHoldsBack = heldBack;

        DeltaRoundSeen second = await _reader.ReadAsync(first.Next);
        Switches.DeltaHoldsBack = 0;
        DeltaRoundSeen third = await _reader.ReadAsync(second.Next);

        second.Ids.Count.ShouldBe(count);
        second.Ids.Concat(third.Ids).ShouldBe(added.Select(static item => item.Id));
    }

    [Theory]
    [InlineData(410)]
    [InlineData(400)]
    [InlineData(404)]
    public async Task RefusesADeadTokenWithTheStatusSwitchedOn(int status)
    {
        Switches.DeadDeltaTokenStatus = status;
        DeltaRoundSeen round = await _reader.ReadAsync(Chika, Path);
        _client.Server.ExpireDeltaTokens();

        SandboxAnswer answer = await _reader.SendAsync(round.Next);

        answer.Status.ShouldBe(status);
        answer.ErrorCode.ShouldBe("syncStateNotFound");
        if (status != 410)
        {
            answer.Headers.Location.ShouldBeNull();
            return;
        }

        Uri location = answer.Headers.Location!;
        location.OriginalString.ShouldBe($"{_client.MailboxUri(Chika, Path)}?$deltaToken=");
        (await _reader.ReadAsync(location)).Ids.Count.ShouldBe(25);
    }

    [Theory]
    [InlineData(1, 410)]
    [InlineData(100, 200)]
    public async Task ForgetsTheOldestTokenAsSwitched(int capacity, int status)
    {
        Switches.DeltaTokenCapacity = capacity;
        DeltaRoundSeen older = await _reader.ReadAsync(Chika, Path + "?$top=100");
        await _reader.ReadAsync(Chika, "folders/inbox/items/delta");

        (await _reader.SendAsync(older.Next)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task RefusesATokenWhenItBelongsToSomethingElse()
    {
        DeltaRoundSeen round = await _reader.ReadAsync(Chika, Path + "?$top=100");
        string token = round.Next.Query;
        string[] others =
        [
            $"v1.0/admin/exchange/mailboxes/{Chika.Id}/folders/inbox/items/delta{token}",
            $"v1.0/admin/exchange/mailboxes/{Chika.Id}/folders/delta{token}",
            $"beta/admin/exchange/mailboxes/{Chika.Id}/{Path}{token}",
            $"v1.0/admin/exchange/mailboxes/{Chika.Id}/{Path}{token.Replace("deltatoken", "skiptoken", StringComparison.Ordinal)}",
        ];

        foreach (string other in others)
        {
            SandboxAnswer answer = await _client.GetAsync(other);
            answer.Status.ShouldBe(400, other);
            answer.ErrorCode.ShouldBe("SyncStateInvalid");
        }
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task TellsOfReadMailAsSwitched(bool changes, int count)
    {
        Switches.ReadingChangesItems = changes;
        DeltaRoundSeen first = await _reader.ReadAsync(Chika, Path);
        SandboxItem before = _folder.Items[4];

        SandboxItem after = _client.Server.MarkRead(before, isRead: false);

        (after.ChangeKey != before.ChangeKey).ShouldBe(changes);
        (after.Modified != before.Modified).ShouldBe(changes);
        (await _reader.ReadAsync(first.Next)).Ids.Count.ShouldBe(count);
        SandboxAnswer flags = await _client.GetAsync(
            Chika, $"folders/{_folder.Id}/items/{after.Id}?$expand=singleValueExtendedProperties($filter=id eq 'Integer 0x0E07')");
        flags.Root.GetProperty("singleValueExtendedProperties")[0].GetProperty("value").GetString().ShouldBe("0");
    }

    [Theory]
    [InlineData("items/microsoft.graph.delta")]
    [InlineData("items/delta()")]
    [InlineData("items/microsoft.graph.delta()")]
    public async Task TakesTheFullNameOfTheFunctionWhenItIsGiven(string name)
        => (await _client.GetAsync(Chika, $"folders/{_folder.Id}/{name}?$top=100")).Values.Count.ShouldBe(25);

    [Fact]
    public async Task RefusesASearchFolderWhenItsChangesAreAskedFor()
    {
        SandboxMailbox adele = _client.Server.Tenant.Mailbox(SandboxClient.Adele);

        string unread = adele.Folder("Search Folders/Unread Mail").Id;

        (await _client.GetAsync(adele, $"folders/{unread}/items/delta")).ErrorCode.ShouldBe("ErrorInvalidOperation");
    }

    [Fact]
    public async Task LeavesAssociatedItemsOutWhenTheyChange()
    {
        SandboxMailbox adele = _client.Server.Tenant.Mailbox(SandboxClient.Adele);
        SandboxItem associated = adele.Folder("Inbox").Everything.Single(static item => item.IsAssociated);

        DeltaRoundSeen first = await _reader.ReadAsync(adele, "folders/inbox/items/delta");
        adele.RemoveItem(associated);
        DeltaRoundSeen second = await _reader.ReadAsync(first.Next);

        first.Ids.ShouldBe(adele.Folder("Inbox").Items.Select(static item => item.Id), ignoreOrder: true);
        second.Ids.ShouldBeEmpty();
    }
}

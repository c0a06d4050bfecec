using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Changes;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Graph.Items;

/// <summary>Pages that the service cuts off, as often as they are asked for: smaller ones come.</summary>
public sealed partial class CutPageTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Second = new(2026, 4, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private ConnectedSandbox _sandbox = null!;
    private ListedFolder _folder = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ConnectedSandbox.StartAsync(_time);
        _folder = new ListedFolder(_sandbox);
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [InlineData(200, 620)]
    [InlineData(20, 200)]
    [InlineData(3, 40)]
    [InlineData(2, 30)]
    public async Task GivesEveryItemOnceWhenLongPagesAreCut(int cutFrom, int count)
    {
        _sandbox.Switches.CutPagesFrom = cutFrom;
        _folder.Mailbox.AddItems(_folder.Folder, count);

        (await _folder.ListAsync()).ShouldBe(_folder.Ids);
        _sandbox.Log.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(20)]
    [InlineData(2)]
    public async Task GivesEveryItemOnceWhenManyWereCreatedInOneSecond(int cutFrom)
    {
        _sandbox.Switches.CutPagesFrom = cutFrom;
        _folder.AddAt(Second.AddMinutes(-1), 3);
        _folder.AddAt(Second, 40);
        _folder.AddAt(Second.AddMinutes(1), 5);

        (await _folder.ListAsync()).Order().ShouldBe(_folder.Ids.Order());
    }

    [Fact]
    public async Task GivesEveryItemOnceWhenItIsListedByPageNumbers()
    {
        _sandbox.Switches.RefuseOrderBy = true;
        _sandbox.Switches.CutPagesFrom = 50;
        _folder.Mailbox.AddItems(_folder.Folder, 120);

        (await _folder.ListAsync()).Order().ShouldBe(_folder.Ids.Order());
    }

    [Fact]
    public async Task AsksThreeTimesAndThenForHalf()
    {
        _sandbox.Switches.CutPagesFrom = 100;
        _folder.Mailbox.AddItems(_folder.Folder, 300);

        await _folder.ListAsync();

        Tops().Take(7).ShouldBe([250, 250, 250, 125, 125, 125, 62]);
    }

    [Fact]
    public async Task AsksForLongPagesAgainWhenTheStretchIsBehindIt()
    {
        _folder.Mailbox.AddItems(_folder.Folder, 900);

        // The first page and what is newest come; then the next is cut at 251, 125 and 62.
        SkipThenCut(pages: 2, cuts: 9);

        (await _folder.ListAsync()).ShouldBe(_folder.Ids);
        Tops().Skip(11).Take(4).ShouldBe([31, 62, 124, 248]);
        Tops().Max().ShouldBeGreaterThanOrEqualTo(250);
        Tops()[^1].ShouldBeGreaterThanOrEqualTo(250);
    }

    [Fact]
    public async Task FailsWhenEvenASingleItemIsCut()
    {
        _sandbox.Switches.CutPagesFrom = 1;
        _folder.Mailbox.AddItems(_folder.Folder, 3);

        (await Should.ThrowAsync<MailboxImportExportException>(() => _folder.ListAsync())).Kind.ShouldBe(FailureKind.ServiceAnswerInvalid);

        // Three times at each of 250, 125, 62, 31, 15, 7 and 3, and as often as any call at 1.
        _sandbox.Requests.Count(CallKind.ListItems).ShouldBe((7 * 3) + 8);
    }

    [Fact]
    public async Task ListsFoldersFromTheBeginningInShorterPages()
    {
        for (int i = 0; i < 40; i++)
        {
            _folder.Mailbox.AddFolder($"Folder {i}");
        }

        FolderRequests requests = new(_sandbox.Connection, _sandbox.Log);
        IReadOnlyList<FolderJson> whole = await requests.ListTopAsync(_folder.Mailbox.Id, CancellationToken.None);
        _sandbox.Switches.CutPagesFrom = 10;

        IReadOnlyList<FolderJson> listed = await requests.ListTopAsync(_folder.Mailbox.Id, CancellationToken.None);

        listed.Select(static f => f.Id).ShouldBe(whole.Select(static f => f.Id));
        whole.Count.ShouldBeGreaterThan(40);
    }

    [Fact]
    public async Task TellsEveryChangeOnceInShorterPages()
    {
        _folder.Mailbox.AddItems(_folder.Folder, 100);
        _sandbox.Switches.CutPagesFrom = 30;
        MailboxContentFolder folder = new() { MailboxId = _folder.Mailbox.Id, FolderId = _folder.Folder.Id, Path = "Inbox", DisplayName = "Inbox", FolderClass = "IPF.Note" };
        ChangeRequests requests = new(_sandbox.Connection, _sandbox.Log);
        List<string?> told = [];
        PageJson<ItemJson> page = new() { NextLink = null };
        do
        {
            page = await requests.ItemsAsync(folder, page.NextLink, CancellationToken.None);
            told.AddRange(page.Value!.Select(static i => i.Id));
        }
        while (page.NextLink is not null);

        told.Distinct().Order().ShouldBe(_folder.Ids.Order());
    }

    private void SkipThenCut(int pages, int cuts)
    {
        for (int i = 0; i < pages; i++)
        {
            _sandbox.Gates.OnNext(CallKind.ListItems, static _ => Task.CompletedTask);
        }

        for (int i = 0; i < cuts; i++)
        {
            _sandbox.Gates.OnNext(CallKind.ListItems, static _ => throw new EmptyRefusal(504));
        }
    }

    private List<int> Tops() => [.. _sandbox.Requests.Of(CallKind.ListItems).Select(static r => int.Parse(Top().Match(r.Query).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"\btop=([0-9]+)")]
    private static partial Regex Top();
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Graph.Items;

/// <summary>What happens where the service does not list by time.</summary>
public sealed class RefusedListingTests : IAsyncLifetime
{
    private ConnectedSandbox _sandbox = null!;
    private ListedFolder _folder = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ConnectedSandbox.StartAsync();
        _folder = new ListedFolder(_sandbox);
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [InlineData(nameof(SandboxSwitches.RefuseOrderBy), true)]
    [InlineData(nameof(SandboxSwitches.RefuseOrderBy), false)]
    [InlineData(nameof(SandboxSwitches.RefuseCreatedDateTimeFilter), true)]
    [InlineData(nameof(SandboxSwitches.RefuseFilterWithOrderBy), false)]
    public async Task GivesEveryItemOnceAndWarnsOnce(string name, bool newestFirst)
    {
        Refuse(name);
        _sandbox.Switches.ListNewestFirst = newestFirst;
        _folder.Mailbox.AddItems(_folder.Folder, 620);

        List<string> listed = await _folder.ListAsync();

        listed.Order().ShouldBe(_folder.Ids.Order());
        _sandbox.Log.Warnings.ShouldHaveSingleItem().ShouldContain("'Inbox'");
    }

    [Fact]
    public async Task GivesEveryItemOnceWhenPagesAreSmallerThanAskedFor()
    {
        Refuse(nameof(SandboxSwitches.RefuseOrderBy));
        _sandbox.Switches.MaximumPageSize = 30;
        _sandbox.Switches.ClampTopToMaximum = true;
        _folder.Mailbox.AddItems(_folder.Folder, 200);

        (await _folder.ListAsync()).Order().ShouldBe(_folder.Ids.Order());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LosesNothingWhenItemsAreDeletedBetweenPages(bool newestFirst)
    {
        Refuse(nameof(SandboxSwitches.RefuseOrderBy));
        _sandbox.Switches.ListNewestFirst = newestFirst;
        _folder.Mailbox.AddItems(_folder.Folder, 900);
        List<string> gone = [.. (newestFirst ? _folder.Ids.Reverse() : _folder.Ids).Where(static (_, i) => i % 3 == 0)];
        List<string> stay = [.. _folder.Ids.Except(gone)];
        OnNextCall(static () => { });
        foreach (string[] some in gone.Chunk(40))
        {
            OnNextCall(() => _folder.Remove(some));
        }

        List<string> listed = await _folder.ListAsync();

        stay.Except(listed).ShouldBeEmpty();
        listed.Distinct().Count().ShouldBe(listed.Count);
    }

    [Fact]
    public async Task LosesNothingWhenItemsArriveBetweenPages()
    {
        Refuse(nameof(SandboxSwitches.RefuseOrderBy));
        _folder.Mailbox.AddItems(_folder.Folder, 600);
        List<string> before = [.. _folder.Ids];
        for (int i = 0; i < 10; i++)
        {
            OnNextCall(() => _folder.AddAt(DateTimeOffset.UtcNow, 20));
        }

        List<string> listed = await _folder.ListAsync();

        before.Except(listed).ShouldBeEmpty();
        listed.Distinct().Count().ShouldBe(listed.Count);
    }

    [Fact]
    public async Task EndsWithTwiceTheItemsWhenEachIsCopiedIntoTheSameFolder()
    {
        Refuse(nameof(SandboxSwitches.RefuseOrderBy));
        _folder.Mailbox.AddItems(_folder.Folder, 600);
        await foreach (MailboxItem _ in _folder.RunAsync())
        {
            _folder.AddAt(DateTimeOffset.UtcNow, 1);
        }

        _folder.Ids.Count.ShouldBe(1200);
    }

    [Fact]
    public async Task EndsWhenItemsArriveWithoutEnd()
    {
        Refuse(nameof(SandboxSwitches.RefuseOrderBy));
        _folder.Mailbox.AddItems(_folder.Folder, 100);
        for (int i = 0; i < 100; i++)
        {
            OnNextCall(() => _folder.AddAt(DateTimeOffset.UtcNow, 1));
        }

        (await _folder.ListAsync()).Count.ShouldBeGreaterThanOrEqualTo(100);
        _sandbox.Requests.Count(CallKind.ListItems).ShouldBeLessThan(20);
    }

    [Fact]
    public async Task GoesByPageNumbersWhenTheServiceIgnoresTheOrder()
    {
        _folder.Mailbox.AddItems(_folder.Folder, 400);
        string link = _sandbox.Server.Uri.AbsoluteUri + "beta/next";
        new ScriptedAnswer(200, $$"""
            { "value": [ { "id": "b", "createdDateTime": "2026-01-02T00:00:00Z" }, { "id": "a", "createdDateTime": "2026-01-01T00:00:00Z" } ], "@odata.nextLink": "{{link}}" }
            """).To(_sandbox.Gates, CallKind.ListItems);

        (await _folder.ListAsync()).Order().ShouldBe(_folder.Ids.Order());
        _sandbox.Log.Warnings.Count.ShouldBe(1);
    }

    [Fact]
    public async Task GoesByPageNumbersWhenTheServiceIgnoresTheFilter()
    {
        _folder.Mailbox.AddItems(_folder.Folder, 400);
        OnNextCall(static () => { });
        new ScriptedAnswer(200, """{ "value": [ { "id": "old", "createdDateTime": "2001-01-01T00:00:00Z" } ] }""").To(_sandbox.Gates, CallKind.ListItems);

        (await _folder.ListAsync()).Order().ShouldBe(_folder.Ids.Order());
    }

    [Fact]
    public async Task FollowsTheLinkWhenAPageIsEmpty()
    {
        _folder.Mailbox.AddItems(_folder.Folder, 5);
        string link = $"{_sandbox.Server.Uri.AbsoluteUri}beta/admin/exchange/mailboxes/{_folder.Mailbox.Id}/folders/inbox/items?$orderby=createdDateTime";
        new ScriptedAnswer(200, $$"""{ "value": [], "@odata.nextLink": "{{link}}" }""").To(_sandbox.Gates, CallKind.ListItems);

        (await _folder.ListAsync()).ShouldBe(_folder.Ids);
    }

    [Fact]
    public async Task GivesUpWhenEmptyPagesLeadNowhere()
    {
        string link = $"{_sandbox.Server.Uri.AbsoluteUri}beta/admin/exchange/mailboxes/{_folder.Mailbox.Id}/folders/inbox/items?$skip=1";
        new ScriptedAnswer(200, $$"""{ "value": [], "@odata.nextLink": "{{link}}" }""").To(_sandbox.Gates, CallKind.ListItems, times: 50);

        (await Should.ThrowAsync<MailboxImportExportException>(_folder.ListAsync)).Kind.ShouldBe(FailureKind.ServiceAnswerInvalid);
    }

    [Fact]
    public async Task SaysWhyWhenTheFolderItselfIsRefused()
    {
        ScriptedAnswer.Graph(400, "ErrorInvalidIdMalformed").To(_sandbox.Gates, CallKind.ListItems, times: 2);

        (await Should.ThrowAsync<MailboxServiceException>(_folder.ListAsync)).ServiceCode.ShouldBe("ErrorInvalidIdMalformed");
    }

    private void Refuse(string name) => typeof(SandboxSwitches).GetProperty(name)!.SetValue(_sandbox.Switches, true);

    private void OnNextCall(Action action) => _sandbox.Gates.OnNext(
        CallKind.ListItems,
        _ =>
        {
            action();
            return Task.CompletedTask;
        });
}

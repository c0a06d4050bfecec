using System;
using System.Net.Http;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Http;

public sealed class GatesTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private SandboxClient _client = null!;

    private SandboxMailbox Adele => _client.Server.Tenant.Mailbox(SandboxClient.Adele);

    public async ValueTask InitializeAsync() => _client = await SandboxClient.StartAsync();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task HoldsTheFirstCallWhenASecondIsStillToCome()
    {
        _client.Server.Gates.HoldFirstUntil(CallKind.ExportItems, calls: 2);
        GateBlock seen = _client.Server.Gates.Block(CallKind.ListFolders);

        Task<SandboxAnswer> first = _client.ExportAsync(Adele, "a");
        Task<SandboxAnswer> marker = _client.GetAsync(Adele, "folders");
        await seen.WaitUntilReachedAsync().WaitAsync(Limit);
        first.IsCompleted.ShouldBeFalse();
        SandboxAnswer second = await _client.ExportAsync(Adele, "b").WaitAsync(Limit);

        second.Status.ShouldBe(200);
        (await first.WaitAsync(Limit)).Status.ShouldBe(200);
        seen.Release();
        (await marker.WaitAsync(Limit)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task HoldsEveryCallWhenItsKindIsBlocked()
    {
        GateBlock block = _client.Server.Gates.Block(CallKind.ListItems);

        Task<SandboxAnswer> held = _client.GetAsync(Adele, "folders/inbox/items");
        await block.WaitUntilReachedAsync().WaitAsync(Limit);
        SandboxAnswer other = await _client.GetAsync(Adele, "folders").WaitAsync(Limit);
        held.IsCompleted.ShouldBeFalse();
        block.Release();

        other.Status.ShouldBe(200);
        (await held.WaitAsync(Limit)).Status.ShouldBe(200);
        (await _client.GetAsync(Adele, "folders/inbox/items").WaitAsync(Limit)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task HasDoneTheWorkWhenACallIsHeldBeforeItsAnswer()
    {
        GateBlock block = _client.Server.Gates.Block(CallKind.CreateFolder, GatePoint.Answer);

        Task<SandboxAnswer> held = _client.PostAsync(Adele, "folders", """{"displayName":"Held","type":"IPF.Note"}""");
        await block.WaitUntilReachedAsync().WaitAsync(Limit);

        Adele.Folder("Held").FolderClass.ShouldBe("IPF.Note");
        held.IsCompleted.ShouldBeFalse();
        block.Release();
        (await held.WaitAsync(Limit)).Status.ShouldBe(201);
    }

    [Fact]
    public async Task BreaksOneConnectionWhenTheNextCallIsToBeCut()
    {
        _client.Server.Gates.CutNext(CallKind.GetFolder);

        await Should.ThrowAsync<HttpRequestException>(() => _client.GetAsync(Adele, "folders/inbox").WaitAsync(Limit));

        (await _client.GetAsync(Adele, "folders/inbox").WaitAsync(Limit)).Status.ShouldBe(200);
        _client.Server.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task ActsOnOneCallEachWhenSeveralActionsAreQueued()
    {
        int acted = 0;
        for (int index = 0; index < 2; index++)
        {
            _client.Server.Gates.OnNext(CallKind.GetFolder, _ =>
            {
                acted++;
                return Task.CompletedTask;
            });
        }

        await _client.GetAsync(Adele, "folders/inbox");
        acted.ShouldBe(1);
        await _client.GetAsync(Adele, "folders/inbox");
        await _client.GetAsync(Adele, "folders/inbox");

        acted.ShouldBe(2);
    }

    [Fact]
    public async Task EndsWhenACallIsStillHeld()
    {
        GateBlock block = _client.Server.Gates.Block(CallKind.ListFolders);
        Task<SandboxAnswer> held = _client.GetAsync(Adele, "folders");
        await block.WaitUntilReachedAsync().WaitAsync(Limit);

        await _client.Server.DisposeAsync().AsTask().WaitAsync(Limit);

        await Should.ThrowAsync<HttpRequestException>(() => held.WaitAsync(Limit));
    }
}

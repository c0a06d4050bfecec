using System;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Graph;

public sealed class MailboxTests : IAsyncLifetime
{
    private SandboxClient _client = null!;

    public async ValueTask InitializeAsync() => _client = await SandboxClient.StartAsync();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Theory]
    [InlineData(403)]
    [InlineData(400)]
    public async Task RefusesAnArchiveWhenV1IsAsked(int status)
    {
        _client.Server.Switches.ArchiveOnV1Status = status;
        SandboxMailbox archive = _client.Server.Tenant.Archive(SandboxClient.Adele);

        SandboxAnswer answer = await _client.GetAsync(archive, "folders");

        answer.Status.ShouldBe(status);
        answer.Text.ShouldContain("Operation on Archive mailbox not allowed");
        (await _client.GetAsync(archive, "folders", "beta")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task RefusesWhenTheMailboxDoesNotExist()
    {
        SandboxAnswer answer = await _client.GetAsync($"v1.0/admin/exchange/mailboxes/MBX:{Guid.NewGuid()}@{_client.Server.Tenant.Id}/folders");

        answer.Status.ShouldBe(404);
        answer.ErrorCode.ShouldBe("ErrorInvalidUser");
    }

    [Fact]
    public async Task RefusesWhenTheMailboxIsOfAnotherTenant()
    {
        Guid mailbox = _client.Server.Tenant.Mailbox(SandboxClient.Adele).Guid;

        (await _client.GetAsync($"v1.0/admin/exchange/mailboxes/MBX:{mailbox}@{Guid.NewGuid()}/folders")).ErrorCode.ShouldBe("ErrorInvalidUser");
    }

    [Theory]
    [InlineData("adele@contoso.example")]
    [InlineData("MBX:e0643f21@a7809c93")]
    public async Task RefusesWhenTheMailboxIdIsMalformed(string id)
    {
        SandboxAnswer answer = await _client.GetAsync($"v1.0/admin/exchange/mailboxes/{id}/folders");

        answer.Status.ShouldBe(400);
        answer.ErrorCode.ShouldBe("ErrorInvalidIdMalformed");
    }

    [Fact]
    public async Task RefusesWellKnownNamesOfAnArchiveWhenItHasNone()
    {
        SandboxMailbox archive = _client.Server.Tenant.Archive(SandboxClient.Adele);

        (await _client.GetAsync(archive, "folders/inbox", "beta")).ErrorCode.ShouldBe("ErrorItemNotFound");
        (await _client.GetAsync(archive, "folders/archivedeleteditems", "beta")).Status.ShouldBe(200);
    }
}

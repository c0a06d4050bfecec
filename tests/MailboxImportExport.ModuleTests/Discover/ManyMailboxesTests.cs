using System;
using System.Linq;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Discover;

/// <summary>Hundreds of mailboxes from the pipeline are looked up in groups.</summary>
public sealed class ManyMailboxesTests : IClassFixture<SandboxSession>
{
    private const int Mailboxes = 500;
    private const int MostCalls = 30;

    private readonly SandboxSession _session;
    private readonly string[] _ids;

    public ManyMailboxesTests(SandboxSession session)
    {
        _session = session;
        _ids = [.. Enumerable.Range(0, Mailboxes).Select(_ => AddUser().ObjectId.ToString())];
        _session.Server.Requests.Clear();
    }

    [Theory]
    [InlineData("$ids | Get-MailboxContentStore")]
    [InlineData("$ids | ForEach-Object { [pscustomobject]@{ ExternalDirectoryObjectId = $_; Guid = [guid]::NewGuid() } } | Get-MailboxContentStore")]
    [InlineData("Get-MailboxContentStore -Mailbox $ids")]
    public void TakeFewCallsWhenPipedIn(string script)
    {
        ShellResult result = _session.Run($"({script}).MailboxId", ("ids", _ids));

        result.OutputAs<string>().ShouldBe(_ids.Select(id => _session.Server.Tenant.FindUser(id)!.Mailbox!.Id));
        _session.Server.Requests.All.Count(static r => r.Batch is null).ShouldBeLessThanOrEqualTo(MostCalls);
    }

    private SandboxUser AddUser()
    {
        SandboxTenant tenant = _session.Server.Tenant;
        string name = $"user-{Guid.NewGuid():N}@contoso.example";
        return tenant.AddUser(new SandboxUser(Guid.NewGuid(), name, name)
        {
            PrimarySmtpAddress = name,
            Mailbox = tenant.AddMailbox(Guid.NewGuid(), MailboxKind.Primary, MailboxLanguage.English),
        });
    }
}

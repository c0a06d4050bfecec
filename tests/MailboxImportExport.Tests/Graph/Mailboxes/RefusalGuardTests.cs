using MailboxImportExport.Graph.Mailboxes;
using MailboxImportExport.Model;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Graph.Mailboxes;

public sealed class RefusalGuardTests
{
    private static readonly MailboxServiceException Refusal = Errors.Service(FailureKind.MailboxRefused, "listing", "adele", new ServiceFault { StatusCode = 403 });

    private readonly RefusalGuard _guard = new();

    [Fact]
    public void EndsTheRunWhenTenMailboxesInARowRefuse()
    {
        for (int i = 0; i < 9; i++)
        {
            _guard.Failed(Refusal);
        }

        Should.Throw<MailboxImportExportException>(() => _guard.Failed(Refusal)).Kind.ShouldBe(FailureKind.TooManyRefusals);
    }

    [Fact]
    public void GoesOnWhenAMailboxLetUsIn()
    {
        _guard.Accepted();

        for (int i = 0; i < 50; i++)
        {
            _guard.Failed(Refusal);
        }
    }

    [Fact]
    public void CountsOnlyRefusalsThatFollowEachOther()
    {
        for (int i = 0; i < 50; i++)
        {
            _guard.Failed(i % 9 == 8 ? Errors.ArchiveNotFound("adele") : Refusal);
        }
    }
}

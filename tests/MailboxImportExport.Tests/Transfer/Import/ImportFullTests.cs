using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Import;

/// <summary>An import into a mailbox that has no room.</summary>
public sealed class ImportFullTests : IAsyncLifetime
{
    private ExportedFolder _folder = null!;

    public async ValueTask InitializeAsync() => _folder = await ExportedFolder.CreateAsync();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Theory]
    [InlineData(507, "{ \"Message\": \"Full.\" }")]
    [InlineData(403, "{ \"error\": { \"code\": \"ErrorQuotaExceeded\", \"message\": \"Full.\" } }")]
    public async Task EndsTheMailboxAndGoesOnWhenThereIsRoom(int status, string body)
    {
        bool isFull = true;
        ScriptedAnswer refusal = new(status, body);
        for (int i = 0; i < 2 * ExportedFolder.Items; i++)
        {
            _folder.Sandbox.Gates.OnNext(CallKind.ImportItem, _ => isFull ? Task.FromException(refusal) : Task.CompletedTask);
        }

        MailboxTransferSummary first = await _folder.ImportAsync();

        first.Verdict.ShouldBe(TransferVerdict.Partial);
        first.FailedCount.ShouldBe(ExportedFolder.Items);
        FailedMailboxItem failed = first.Failed[0];
        failed.Reason.ShouldBe(FailureKind.MailboxFull);
        failed.Message.ShouldContain($"{_folder.Mailbox.Id} is full");
        failed.Message.ShouldMatch("needs [0-9,]+ bytes");
        _folder.Sandbox.Requests.Count(CallKind.ImportItem).ShouldBeLessThanOrEqualTo(4);

        isFull = false;
        MailboxTransferSummary second = await _folder.ImportAsync();

        second.Verdict.ShouldBe(TransferVerdict.Complete);
        second.Done.ShouldBe(ExportedFolder.Items);
        _folder.Arrived.ShouldBe(ExportedFolder.Items);
    }
}

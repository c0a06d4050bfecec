using System.Linq;
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
    [InlineData(507, false)]
    [InlineData(403, true)]
    [InlineData(507, true)]
    public async Task EndsTheMailboxWithOneErrorAndGoesOnWhenThereIsRoom(int status, bool looksLikeGraph)
    {
        _folder.Sandbox.Switches.FullMailboxStatus = status;
        _folder.Sandbox.Switches.FullMailboxesLookLikeGraph = looksLikeGraph;
        _folder.Mailbox.Room = 0;

        MailboxTransferSummary first = await _folder.ImportAsync();

        (MailboxImportExportException failure, object target) = _folder.Output.Failures.ShouldHaveSingleItem();
        target.ShouldBe(_folder.Mailbox.Id);
        failure.Kind.ShouldBe(FailureKind.MailboxFull);
        failure.Message.ShouldMatch("is full: .* needs [0-9,]+ bytes, and what is still to come about [0-9,]+ ");
        first.Verdict.ShouldBe(TransferVerdict.Partial);
        first.Requested.ShouldBe(ExportedFolder.Items);
        first.FailedCount.ShouldBe(1);
        first.Pending.ShouldBe(ExportedFolder.Items - 1);
        first.Reasons.Count(r => r == failure.Message).ShouldBe(1);
        _folder.Sandbox.Requests.Count(CallKind.ImportItem).ShouldBeLessThanOrEqualTo(4);

        _folder.Mailbox.Room = null;
        MailboxTransferSummary second = await _folder.ImportAsync();

        second.Verdict.ShouldBe(TransferVerdict.Complete);
        second.Done.ShouldBe(ExportedFolder.Items);
        _folder.Arrived.ShouldBe(ExportedFolder.Items);
    }
}

using System;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Import;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transport;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Graph.Import;

public sealed class ImportClientTests : IAsyncLifetime
{
    private const int Size = 2 * 1024 * 1024;

    private readonly SkippingTime _time = new();
    private ConnectedSandbox _sandbox = null!;

    public async ValueTask InitializeAsync() => _sandbox = await ConnectedSandbox.StartAsync(_time, transport: new TransportOptions
    {
        AnswerTimeout = TimeSpan.FromDays(2),
        IdleTimeout = TimeSpan.FromDays(2),
        Limits = new CallLimits { UploadBytes = Size * 3 / 2 },
    });

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task WaitsForNoBytesThatWereNeverSentWhenNobodyListens()
    {
        SandboxMailbox chika = _sandbox.Mailbox(ConnectedSandbox.Chika);
        MailboxImportSession session = await OpenAsync(chika.Id);
        string folder = chika.Folder("Inbox").Id;
        await _sandbox.Server.DisposeAsync();

        MailboxImportExportException thrown = await Should.ThrowAsync<MailboxImportExportException>(() => SendAsync(session, folder));

        thrown.Kind.ShouldBe(FailureKind.ServiceUnreachable);
        _time.Waits.Count.ShouldBe(7);
        _time.Waits.ShouldAllBe(static wait => wait <= TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task TellsTheRunThatFollowsTheArchiveWhenAFurtherPartOfItIsThrottled()
    {
        SandboxMailbox archive = _sandbox.Server.Tenant.Archive(ConnectedSandbox.Adele);
        SandboxMailbox part = _sandbox.Server.Tenant.AddAuxiliary(archive);
        SandboxFolder folder = archive.Folder("2019/Invoices");
        folder.Expand(part);
        _sandbox.Connection.Client.RememberArchive(part.Id);
        PacingWatch watch = _sandbox.Connection.Governor.Watch(archive.Id, "adele", _sandbox.Log);
        _sandbox.Connection.Client.Relocations.Learn(archive.Id, folder.Id, part.Id);
        MailboxImportSession session = await OpenAsync(part.Id);
        _sandbox.Server.Faults.OnNext(CallKind.ImportItem, FaultKind.ThrottledWithoutTime);
        _sandbox.Switches.RefuseUnreadableStreams = false;

        await SendAsync(session, folder.Id);

        watch.Throttled.ShouldBe(TimeSpan.FromSeconds(1));
        watch.LowestLanes.ShouldBe(1);
        _sandbox.Log.Warnings.ShouldHaveSingleItem().ShouldStartWith("adele: the service asks to slow down (429");
    }

    private Task<MailboxImportSession> OpenAsync(string mailboxId) => new ImportSessionRequests(_sandbox.Connection, _sandbox.Log).CreateAsync(mailboxId, CancellationToken.None);

    private Task SendAsync(MailboxImportSession session, string folderId)
        => _sandbox.Connection.Import.CreateAsync(session, folderId, BytesContent.OfSize(Size), _sandbox.Log, CancellationToken.None);
}

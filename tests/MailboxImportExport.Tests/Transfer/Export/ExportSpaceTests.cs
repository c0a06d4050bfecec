using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Tests.ItemFolder;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transport;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Export;

/// <summary>An export to a drive that has no room, or not enough of it.</summary>
public sealed class ExportSpaceTests : IAsyncLifetime
{
    private const int Items = 100;

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _path = Directory.CreateTempSubdirectory("mie-");
    private readonly RecordingLog _log = new();
    private readonly TestDrive _drive = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private ConnectedSandbox _sandbox = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ConnectedSandbox.StartAsync(_time);
        Chika.AddItems(Chika.AddFolder("Full"), Items, size: 100);
        Adele.AddItems(Adele.AddFolder("Full"), Items, size: 100);
    }

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        _path.Delete(recursive: true);
    }

    private SandboxMailbox Chika => _sandbox.Mailbox(ConnectedSandbox.Chika);

    private SandboxMailbox Adele => _sandbox.Mailbox(ConnectedSandbox.Adele);

    [Fact]
    public async Task EndsBeforeTheFirstByteWhenTheDriveIsTooSmall()
    {
        _drive.Free = 1000;

        (MailboxImportExportException? failure, IReadOnlyList<MailboxTransferSummary> summaries) = await RunAsync(Listing(Chika));

        failure.ShouldNotBeNull().Kind.ShouldBe(FailureKind.FileNotWritable);
        failure.Message.ShouldContain(_path.FullName);
        failure.Message.ShouldContain("1,000 bytes free");
        summaries.ShouldHaveSingleItem().Verdict.ShouldBe(TransferVerdict.Partial);
        summaries[0].Reasons.ShouldContain(failure.Message);
        _sandbox.Requests.Count(CallKind.ExportItems).ShouldBe(0);
    }

    [Fact]
    public async Task GoesOnWithTheSameLineWhenThereIsRoom()
    {
        _drive.Free = 1000;
        await RunAsync(Listing(Chika));
        _drive.Free = long.MaxValue;
        _time.Advance(FreeSpace.Interval);

        (MailboxImportExportException? failure, IReadOnlyList<MailboxTransferSummary> summaries) = await RunAsync(Listing(Chika));

        failure.ShouldBeNull();
        summaries.ShouldHaveSingleItem().Verdict.ShouldBe(TransferVerdict.Complete);
        summaries[0].Done.ShouldBe(Items);
    }

    [Fact]
    public async Task AsksNothingWhereTheSystemDoesNotTell()
    {
        _drive.Free = null;

        (await RunAsync(Listing(Chika))).Failure.ShouldBeNull();
    }

    [Fact]
    public async Task EndsCleanlyWhenTheDriveFillsUpWhileItRuns()
    {
        Chika.AddItems(Chika.Folder("Full"), 2 * Items, size: 100);

        // More calls than run at once: when the next one comes, one has ended.
        for (int i = 0; i < CallLimits.DocumentedCallsAtOnce; i++)
        {
            _sandbox.Gates.OnNext(CallKind.ExportItems, static _ => Task.CompletedTask);
        }

        _sandbox.Gates.PassDuring(CallKind.ExportItems, _time, FreeSpace.Interval, () => _drive.Free = 1000);

        (MailboxImportExportException? failure, IReadOnlyList<MailboxTransferSummary> summaries) = await RunAsync(Listing(Chika));

        failure.ShouldNotBeNull().Message.ShouldContain("bytes free, and about");
        summaries.ShouldHaveSingleItem().Verdict.ShouldBe(TransferVerdict.Partial);
        (summaries[0].Done + summaries[0].Pending).ShouldBe(summaries[0].Requested);
        summaries[0].Done.ShouldBeGreaterThan(0);
        _drive.Reads.ShouldBe(2);
    }

    [Fact]
    public async Task DoesNotAskTheDriveForEachCall()
    {
        await RunAsync(Listing(Chika));

        _sandbox.Requests.Count(CallKind.ExportItems).ShouldBeGreaterThan(3);
        _drive.Reads.ShouldBe(1);
    }

    [Fact]
    public async Task DoesNotEndByWhatTheServiceSaysOfSizesAlone()
    {
        // Each of the four calls that may be under way could bring what is said; nothing has come yet that says so as well.
        MailboxItem large = Listed(Chika.Folder("Full").Items[0]) with { Size = 1_000_000_000 };
        _drive.Free = 2 * FreeSpace.Reserve;

        (MailboxImportExportException? failure, IReadOnlyList<MailboxTransferSummary> summaries) = await RunAsync(new ExportSource { Mailbox = Identity(Chika), Item = large });

        failure.ShouldBeNull();
        summaries.ShouldHaveSingleItem().Done.ShouldBe(1);
    }

    [Fact]
    public async Task WarnsBeforeTheFirstByteWhenTheMailboxWillNotFit()
    {
        _drive.Free = FreeSpace.Reserve + Reported(Chika) - 1;
        int exportsWhenWarned = -1;
        _sandbox.Gates.OnNext(CallKind.ExportItems, _ =>
        {
            exportsWhenWarned = _log.Warnings.Count;
            return Task.CompletedTask;
        });

        await RunAsync(Listing(Chika));

        string warning = _log.Warnings.ShouldHaveSingleItem();
        warning.ShouldContain(_path.FullName);
        warning.ShouldContain(FormattableString.Invariant($"{_drive.Free:N0} free"));
        exportsWhenWarned.ShouldBe(1);
    }

    [Fact]
    public async Task WarnsOfPipedItemsThatWillNotFitTogether()
    {
        _drive.Free = FreeSpace.Reserve + Reported(Chika) - 1;

        await RunAsync([.. Chika.Folder("Full").Items.Select(i => new ExportSource { Mailbox = Identity(Chika), Item = Listed(i) })]);

        _log.Warnings.ShouldHaveSingleItem().ShouldContain("still to come");
    }

    [Fact]
    public async Task WarnsOfMailboxesThatWouldFitAloneAndNotTogether()
    {
        _drive.Free = FreeSpace.Reserve + Reported(Chika) + Reported(Adele) - 1;
        HashSet<string> mailboxes = [];
        TaskCompletionSource both = new(TaskCreationOptions.RunContinuationsAsynchronously);
        for (int call = 0; call < 2 * CallLimits.DocumentedCallsAtOnce; call++)
        {
            _sandbox.Gates.OnNext(CallKind.ExportItems, c =>
            {
                lock (mailboxes)
                {
                    mailboxes.Add(c.Values["mailbox"]);
                    _ = mailboxes.Count == 2 && both.TrySetResult();
                }

                return both.Task.WaitAsync(Guard);
            });
        }

        await RunAsync(Listing(Chika), Listing(Adele));

        _log.Warnings.ShouldHaveSingleItem().ShouldContain("2 mailboxes so far");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task ReckonsWithWhatIsThereAlready(int missing)
    {
        await RunAsync(Listing(Chika));
        long there = Directory.EnumerateFiles(_path.FullName, "*.fts", SearchOption.AllDirectories).Sum(static f => new FileInfo(f).Length);
        _drive.Free = FreeSpace.Reserve + Math.Max(0, Reported(Chika) - there) + missing;
        _time.Advance(FreeSpace.Interval);

        await RunAsync(Listing(Chika));

        _log.Warnings.Count.ShouldBe(missing == 0 ? 0 : 1);
    }

    private MailboxItem Listed(SandboxItem item)
        => new() { MailboxId = Chika.Id, FolderId = Chika.Folder("Full").Id, FolderPath = "Full", ItemId = item.Id, Size = item.Size };

    private static long Reported(SandboxMailbox mailbox) => mailbox.Folder("Full").Items.Sum(static i => i.Size);

    private static MailboxIdentity Identity(SandboxMailbox mailbox) => new() { MailboxId = mailbox.Id, Text = mailbox.Id };

    private ExportSource Listing(SandboxMailbox mailbox) => new()
    {
        Mailbox = Identity(mailbox),
        Listing = new ItemListRequest { Store = _sandbox.Store(mailbox), Folder = new FolderIdentity { Text = "Full" } },
    };

    private async Task<(MailboxImportExportException? Failure, IReadOnlyList<MailboxTransferSummary> Summaries)> RunAsync(params ExportSource[] sources)
    {
        using ItemFolderWriter folder = ItemFolderWriter.OpenFolder(_path.FullName, _drive, verify: false, _time, _log, CancellationToken.None);
        ExportRun run = new(_sandbox.Connection, new FolderTarget(folder, readableNames: false), folder, new NoOutput<ExportedMailboxItem>(), new Progress<TransferProgress>(), _log);
        MailboxImportExportException? failure = null;
        try
        {
            await run.RunAsync(sources.ToAsyncEnumerable(), CancellationToken.None);
        }
        catch (MailboxImportExportException e)
        {
            failure = e;
        }

        return (failure, run.Summaries("Export-MailboxItem"));
    }
}

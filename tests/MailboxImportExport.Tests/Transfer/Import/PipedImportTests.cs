using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Transfer;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Import;
using MailboxImportExport.Transfer.Spool;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Import;

/// <summary>An import behind an export whose time is over before its end.</summary>
public sealed class PipedImportTests : IAsyncLifetime
{
    private const int Items = 600;

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private ExportedFolder _folder = null!;

    public async ValueTask InitializeAsync()
    {
        _folder = await ExportedFolder.CreateAsync(_time, fill: static (mailbox, source) => mailbox.AddItems(source, Items, size: 100));
        _folder.Options = _folder.Options with { MakeCopies = true };
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task GoesOnWithCopiesWhereItWasLeft()
    {
        _folder.Sandbox.Gates.PassDuring(CallKind.ExportItems, _time, Length);

        (MailboxTransferSummary exported, MailboxTransferSummary first) = await PipeAsync(Length);

        exported.Verdict.ShouldBe(TransferVerdict.Partial);
        first.Verdict.ShouldBe(TransferVerdict.Complete);
        first.Done.ShouldBeInRange(1, Items - 1);

        (_, MailboxTransferSummary second) = await PipeAsync(null);

        (second.Verdict, second.Done, second.Skipped).ShouldBe((TransferVerdict.Complete, Items - first.Done, first.Done));
        _folder.Mailbox.Folder("Into").Items.Count.ShouldBe(Items);
    }

    [Fact]
    public async Task MakesAnotherCopyOfWhatCameWhole()
    {
        await PipeAsync(null);

        (_, MailboxTransferSummary second) = await PipeAsync(null);

        second.Done.ShouldBe(Items);
        _folder.Mailbox.Folder("Into").Items.Count.ShouldBe(2 * Items);
    }

    private async Task<(MailboxTransferSummary Exported, MailboxTransferSummary Imported)> PipeAsync(TimeSpan? length)
    {
        using ClaimedHandles handles = new();
        using SpoolTarget spool = new(new SpoolBudget(), Path.GetTempPath(), SpoolTarget.DefaultLimit);
        using TimeAllowance allowance = new(length, _time);
        Pipe pipe = new(handles);
        ExportRun export = new(_folder.Sandbox.Connection, spool, null, pipe, new Progress<TransferProgress>(), _folder.Log, new ExportOptions { Allowance = allowance });
        using ImportRun import = new(_folder.Sandbox.Connection, _folder.Options, handles, _folder.Output, new Progress<TransferProgress>(), _folder.Log);
        await Task.WhenAll(ExportAsync(export, pipe), import.RunAsync(pipe.Items.ReadAllAsync(), CancellationToken.None)).WaitAsync(Guard);
        return (export.Summaries("Export-MailboxItem").ShouldHaveSingleItem(), import.Summaries("Import-MailboxItem").ShouldHaveSingleItem());
    }

    private async Task ExportAsync(ExportRun run, Pipe pipe)
    {
        try
        {
            ItemListRequest listing = new() { Store = _folder.Sandbox.Store(_folder.Mailbox), Folder = new FolderIdentity { Text = "Source" } };
            MailboxIdentity mailbox = new() { MailboxId = _folder.Mailbox.Id, Text = _folder.Mailbox.Id };
            await run.RunAsync(new[] { new ExportSource { Mailbox = mailbox, Listing = listing } }.ToAsyncEnumerable(), CancellationToken.None);
        }
        finally
        {
            pipe.Complete();
        }
    }

    /// <summary>What a pipeline does between the two commands.</summary>
    private sealed class Pipe(ClaimedHandles handles) : ITransferOutput<ExportedMailboxItem>
    {
        private readonly Channel<ImportSource> _items = Channel.CreateUnbounded<ImportSource>();

        public ChannelReader<ImportSource> Items => _items.Reader;

        public Task ItemAsync(ExportedMailboxItem item)
        {
            ((HeldContent)item.Content!).Deliver();
            handles.Claim(item);
            return _items.Writer.WriteAsync(new ImportSource { Item = item }).AsTask();
        }

        public Task FailedAsync(MailboxImportExportException failure, object target) => Task.CompletedTask;

        public void Complete() => _items.Writer.Complete();
    }
}

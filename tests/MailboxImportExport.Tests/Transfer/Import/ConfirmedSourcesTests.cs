using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Tests.Transfer.Spool;
using MailboxImportExport.Transfer.Import;
using MailboxImportExport.Transfer.Spool;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Import;

/// <summary>What an import keeps back while runs of the same process wait for room.</summary>
public sealed class ConfirmedSourcesTests
{
    private const long Limit = 100;

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly SpoolBudget _budget = new();
    private readonly RecordingOwner _ours = new();
    private readonly RecordingOwner _other = new();
    private readonly Channel<ImportSource> _input = Channel.CreateUnbounded<ImportSource>();

    public ConfirmedSourcesTests() => _budget.TryTakeSpool(Limit, Limit).ShouldBeTrue();

    [Fact]
    public async Task GoesOnWhenAnotherRunOfTheProcessWaits()
    {
        using CancellationTokenSource end = new();
        HeldContent content = Content();
        Task waiting = _budget.WaitForRoomAsync(new RoomRequest(Limit, Limit) { Owner = _other }, end.Token);
        Task<List<ImportSource>> sources = RunAsync();

        _input.Writer.TryWrite(Source(content));
        _input.Writer.Complete();

        (await sources.WaitAsync(Guard)).ShouldHaveSingleItem();
        await end.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EndsWhenTheRunWaitsWhoseContentItKeepsBack(bool waitsBefore)
    {
        using CancellationTokenSource end = new();
        HeldContent content = Content();
        Task waiting = waitsBefore ? WaitAsync(end.Token) : Task.CompletedTask;
        Task<List<ImportSource>> sources = RunAsync();

        _input.Writer.TryWrite(Source(content));
        waiting = waitsBefore ? waiting : WaitAsync(end.Token);

        MailboxImportExportException failure = await Should.ThrowAsync<MailboxImportExportException>(() => sources.WaitAsync(Guard));
        failure.Kind.ShouldBe(FailureKind.ConfirmationRequired);
        await end.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    private Task WaitAsync(CancellationToken cancellationToken) => _budget.WaitForRoomAsync(new RoomRequest(Limit, Limit) { Owner = _ours }, cancellationToken);

    private Task<List<ImportSource>> RunAsync()
    {
        ConfirmedSources confirmed = new(static source => Task.FromResult(source.Item?.SourceMailboxId), static (_, _) => Task.FromResult(false), _budget);
        return confirmed.RunAsync(_input.Reader.ReadAllAsync(), CancellationToken.None).ToListAsync().AsTask();
    }

    private HeldContent Content()
    {
        HeldContent content = new(_budget, "item", [], [1], null) { Owner = _ours };
        content.Claim();
        return content;
    }

    private static ImportSource Source(HeldContent content)
        => new() { Item = new ExportedMailboxItem { SourceMailboxId = "MBX:1@2", SourceItemId = "1", Sha256 = string.Empty, Content = content } };
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transfer;
using MailboxImportExport.Transfer.Copy;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Import;
using MailboxImportExport.Transfer.Spool;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Copy;

/// <summary>Two equal items in folders of their own, and a target that has one like them, which whoever looked there has named for both.</summary>
public sealed class MoveRunTests : IAsyncLifetime
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _path = Directory.CreateTempSubdirectory("mie-move");
    private readonly SpoolBudget _budget = new();
    private readonly ClaimedHandles _handles = new();
    private readonly RecordingLog _log = new();
    private readonly RecordingOutput<ImportedMailboxItem> _output = new();
    private ConnectedSandbox _sandbox = null!;
    private CopyTarget _target = null!;
    private SpoolTarget _spool = null!;
    private MoveRun _move = null!;
    private MailboxAccount _account = null!;
    private Task _lanes = Task.CompletedTask;

    private SandboxMailbox Chika => _sandbox.Mailbox(ConnectedSandbox.Chika);

    private SandboxMailbox Bruno => _sandbox.Mailbox(ConnectedSandbox.Bruno);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ConnectedSandbox.StartAsync();
        Chika.AddItems(Chika.AddFolder("First"), 1, size: 100);
        Chika.AddItems(Chika.AddFolder("Second"), 1, size: 100);
        Bruno.AddItems(Bruno.AddFolder("Target"), 1, size: 100);
        CopyOptions options = new() { Target = TestCopy.Identity(Bruno), Move = true, JournalPath = Path.Combine(_path.FullName, "import.jsonl") };
        _target = await CopyTarget.OpenAsync(_sandbox.Connection, options, _output, new Progress<TransferProgress>(), _log, Token);
        _spool = new SpoolTarget(_budget, _path.FullName, SpoolTarget.DefaultLimit);
        _account = new MailboxAccount(Chika.Id, "Chika", new Ledger(), DateTimeOffset.UnixEpoch);
        _move = new MoveRun(_sandbox.Connection, _target, _spool, _handles, isByFolder: true, TimeAllowance.Endless, _output, _log);
        _lanes = Task.WhenAll(_move.Start(Token));
    }

    public async ValueTask DisposeAsync()
    {
        _move.Dispose();
        _handles.Dispose();
        _spool.Dispose();
        _target.Dispose();
        await _sandbox.DisposeAsync();
        _path.Delete(recursive: true);
    }

    [Fact]
    public async Task KeepsAnItemWhoseCopyHasProvenAnotherOne()
    {
        MailboxItem copy = await ListAsync(Bruno, "Target");
        (ImportRequest first, ImportRequest second) = (await EnterAsync("First"), await EnterAsync("Second"));
        await ProveAsync(first, copy);
        _move.EndFolder(new FolderCoverage { MailboxId = Chika.Id, FolderId = Chika.Folder("First").Id, Path = "First", IsListed = true });
        await RemovedAsync("First");

        await ProveAsync(second, copy);

        await EndAsync();
        ShouldHaveKeptOne();
        Chika.Folder("Second").Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task KeepsAnItemWhoseCopyIsJustProvingAnotherOne()
    {
        MailboxItem copy = await ListAsync(Bruno, "Target");
        (ImportRequest first, ImportRequest second) = (await EnterAsync("First"), await EnterAsync("Second"));
        GateBlock proofs = _sandbox.Gates.Block(CallKind.ExportItems);
        await ProveAsync(first, copy);
        await proofs.WaitUntilReachedAsync().WaitAsync(Guard, Token);

        await ProveAsync(second, copy);

        proofs.Release();
        await EndAsync();
        ShouldHaveKeptOne();
        Chika.Folder("First").Items.ShouldBeEmpty();
        Chika.Folder("Second").Items.ShouldHaveSingleItem();
    }

    private void ShouldHaveKeptOne()
    {
        MailboxImportExportException failure = _output.Failures.ShouldHaveSingleItem().Failure;
        failure.Kind.ShouldBe(FailureKind.ItemNotMoved);
        failure.Message.ShouldContain("that of another item of this run");
        MailboxTransferSummary summary = _account.ToSummary(string.Empty, DateTimeOffset.UnixEpoch);
        summary.Removed.ShouldBe(1);
        summary.Kept.ShouldBe(1);
        _budget.MemoryUsed.ShouldBe(0);
    }

    // As the two halves of a copy do until the target is known to have the item.
    private async Task<ImportRequest> EnterAsync(string folder)
    {
        MailboxItem item = await ListAsync(Chika, folder);
        ExportRequest request = new() { MailboxId = Chika.Id, ItemId = item.ItemId, Item = item };
        _move.Enter(request, _account).ShouldBeTrue();
        ExportedMailboxItem? exported = null;
        MailboxExport export = new(_sandbox.Connection, Chika.Id, _spool, _log, new Ledger(), outcome =>
        {
            exported = outcome.Item;
            return Task.CompletedTask;
        });
        Task[] lanes = [.. export.Start(Token)];
        await export.AddAsync(request, Token);
        export.Complete();
        await Task.WhenAll(lanes);
        _handles.Claim(exported.ShouldNotBeNull());
        CopySource owner = new(_account, _target.FoldersFor(null), _handles, _move);
        return new ImportRequest { Owner = owner, Content = ExportedContent.Of(exported), Item = exported };
    }

    private Task ProveAsync(ImportRequest request, MailboxItem copy)
        => _move.ProveAsync(request, new ImportOutcome(copy.Folder!, null) { Present = new HeldVersion(copy.ItemId, copy.ChangeKey) }, Token);

    private async Task EndAsync()
    {
        await _move.EndAsync().WaitAsync(Guard, Token);
        await _lanes.WaitAsync(Guard, Token);
    }

    private async Task RemovedAsync(string folder)
    {
        using CancellationTokenSource guard = new(Guard);
        while (Chika.Folder(folder).Items.Count > 0)
        {
            await Task.Yield();
            guard.Token.ThrowIfCancellationRequested();
        }
    }

    private async Task<MailboxItem> ListAsync(SandboxMailbox mailbox, string folder)
    {
        ItemListRequest request = new() { Store = _sandbox.Store(mailbox), Folder = new FolderIdentity { Text = folder } };
        List<MailboxItem> items = [];
        await foreach (MailboxItem item in new ListItems(_sandbox.Connection, _log).RunAsync(request, static _ => { }, static _ => { }, Token))
        {
            items.Add(item);
        }

        return items.ShouldHaveSingleItem();
    }
}

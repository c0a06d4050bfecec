using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transfer;
using MailboxImportExport.Transfer.Copy;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Spool;
using Shouldly;

namespace MailboxImportExport.Tests.Transfer.Copy;

/// <summary>Copies a folder from one mailbox of a sandbox to another, as Copy-MailboxContent does.</summary>
internal sealed class TestCopy(ConnectedSandbox sandbox, TimeProvider time) : IDisposable
{
    private readonly DirectoryInfo _path = Directory.CreateTempSubdirectory("mie-copy");

    /// <summary>How long a run may take, or null.</summary>
    public TimeSpan? Length { get; set; }

    public bool Move { get; set; }

    /// <summary>Name of the journal; each direction has its own.</summary>
    public string Journal { get; set; } = "import.jsonl";

    public RecordingOutput<ImportedMailboxItem> Output { get; } = new();

    public RecordingLog Log { get; } = new();

    /// <summary>What ended the last run, or null.</summary>
    public Exception? Failure { get; private set; }

    public static MailboxIdentity Identity(SandboxMailbox mailbox) => new() { MailboxId = mailbox.Id, Text = mailbox.Id };

    /// <summary>What is given to copy a folder.</summary>
    public ExportSource Folder(SandboxMailbox mailbox, string folder) => new()
    {
        Mailbox = Identity(mailbox),
        Listing = new ItemListRequest { Store = sandbox.Store(mailbox), Folder = new FolderIdentity { Text = folder } },
    };

    public Task<MailboxTransferSummary> RunAsync(SandboxMailbox from, string folder, SandboxMailbox to, CancellationToken cancellationToken = default)
        => RunAsync(new[] { Folder(from, folder) }.ToAsyncEnumerable(), to, cancellationToken);

    public async Task<MailboxTransferSummary> RunAsync(IAsyncEnumerable<ExportSource> sources, SandboxMailbox to, CancellationToken cancellationToken = default)
    {
        using TimeAllowance allowance = new(Length, time);
        CopyOptions options = new()
        {
            Target = Identity(to),
            KeepsTree = true,
            CreateFolder = true,
            Move = Move,
            RemovesByFolder = true,
            JournalPath = Path.Combine(_path.FullName, Journal),
        };
        Progress<TransferProgress> progress = new();
        using CopyTarget target = await CopyTarget.OpenAsync(sandbox.Connection, options, Output, progress, Log, cancellationToken);
        using SpoolTarget spool = new(new SpoolBudget(), _path.FullName, SpoolTarget.DefaultLimit);
        using SpoolTarget proofs = new(new SpoolBudget(), _path.FullName, SpoolTarget.DefaultLimit);
        using CopyRun run = new(sandbox.Connection, target, options, spool, Move ? proofs : null, Output, progress, Log, new ExportOptions { Allowance = allowance });
        Failure = null;
        try
        {
            await run.RunAsync(sources, cancellationToken);
        }
        catch (Exception e) when (e is MailboxImportExportException or OperationCanceledException)
        {
            Failure = e;
        }

        return run.Summaries("Copy-MailboxContent").ShouldHaveSingleItem();
    }

    public void Dispose() => _path.Delete(recursive: true);
}

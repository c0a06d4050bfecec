using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer;
using MailboxImportExport.Transfer.Export;

namespace MailboxImportExport.TestProcess;

/// <summary>Runs what Export-MailboxItem -DestinationPath runs, over files that kill the process at a chosen step.</summary>
public static class KilledExport
{
    /// <param name="requestPath">File with the <see cref="KillRequest"/>.</param>
    public static Task RunAsync(string requestPath) => Task.Run(() => ExportAsync(requestPath));

    private static async Task ExportAsync(string requestPath)
    {
        KillRequest request = Requests.Read<KillRequest>(requestPath);
        using MailboxImportExportConnection connection = await SandboxConnection.OpenAsync(request.Sandbox);
        KillingFiles files = new(new ItemFolderFiles(), request.KillAt, request.Occurrence, request.LogPath);
        using ItemFolderWriter folder = ItemFolderWriter.OpenFolder(request.Destination, files, verify: false, TimeProvider.System, new ConsoleLog(), CancellationToken.None);
        ExportRun run = new(GraphConnection.Of(connection), new FolderTarget(folder, readableNames: false), folder, new NoOutput(), new Progress<TransferProgress>(), new ConsoleLog());
        await run.RunAsync(Source(request), CancellationToken.None);
        foreach (MailboxTransferSummary summary in run.Summaries("Export-MailboxItem"))
        {
            Console.WriteLine(JsonSerializer.Serialize(new { summary.Requested, summary.Done, summary.Skipped, Failed = summary.FailedCount, Verdict = summary.Verdict.ToString() }));
        }
    }

    private static async IAsyncEnumerable<ExportSource> Source(KillRequest request)
    {
        await Task.Yield();
        MailboxIdentity mailbox = new() { UserPrincipalName = request.Mailbox, Text = request.Mailbox };
        MailboxContentStore unknown = new() { MailboxId = string.Empty, Identity = request.Mailbox, ResolvedBy = MailboxResolution.Given };
        yield return new ExportSource
        {
            Mailbox = mailbox,
            Listing = new ItemListRequest { Store = unknown, Folder = new FolderIdentity { Text = request.Folder }, Recurse = true },
        };
    }

    private sealed class NoOutput : ITransferOutput<ExportedMailboxItem>
    {
        public Task ItemAsync(ExportedMailboxItem item) => Task.CompletedTask;

        public Task FailedAsync(MailboxImportExportException failure, object target)
        {
            Console.Error.WriteLine($"{target}: {failure.Message}");
            return Task.CompletedTask;
        }
    }
}

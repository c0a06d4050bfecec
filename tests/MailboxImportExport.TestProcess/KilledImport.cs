using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer;
using MailboxImportExport.Transfer.Import;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.TestProcess;

/// <summary>Runs what Import-MailboxItem -Path runs, with a journal whose files kill the process at a chosen step.</summary>
public static class KilledImport
{
    /// <param name="requestPath">File with the <see cref="ImportKillRequest"/>.</param>
    public static Task RunAsync(string requestPath) => Task.Run(() => ImportAsync(requestPath));

    private static async Task ImportAsync(string requestPath)
    {
        ImportKillRequest request = Requests.Read<ImportKillRequest>(requestPath);
        using MailboxImportExportConnection connection = await SandboxConnection.OpenAsync(request.Sandbox);
        using ClaimedHandles handles = new();
        ImportOptions options = new()
        {
            Target = new MailboxIdentity { UserPrincipalName = request.Mailbox, Text = request.Mailbox },
            Folder = new FolderIdentity { Text = request.Folder },
            CreateFolder = true,
            MakeCopies = request.MakesCopies,
            JournalPath = request.JournalPath,
            Files = new KillingFiles(new ItemFolderFiles(), request.KillAt, request.Occurrence, null),
        };
        using ImportRun run = new(GraphConnection.Of(connection), options, handles, new NoOutput(), new Progress<TransferProgress>(), new ConsoleLog());
        await run.RunAsync(Source(request), CancellationToken.None);
        foreach (MailboxTransferSummary summary in run.Summaries("Import-MailboxItem"))
        {
            Console.WriteLine(JsonSerializer.Serialize(new { summary.Requested, summary.Done, summary.Skipped, summary.Failed, Verdict = summary.Verdict.ToString() }));
        }
    }

    private static async IAsyncEnumerable<ImportSource> Source(ImportKillRequest request)
    {
        await Task.Yield();
        yield return new ImportSource { Path = request.Path };
    }

    private sealed class NoOutput : ITransferOutput<ImportedMailboxItem>
    {
        public Task ItemAsync(ImportedMailboxItem item) => Task.CompletedTask;

        public Task FailedAsync(MailboxImportExportException failure, object target)
        {
            Console.Error.WriteLine($"{target}: {failure.Message}");
            return Task.CompletedTask;
        }
    }
}

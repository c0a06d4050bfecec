using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Authentication;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Graph.Mailboxes;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Import;
using MailboxImportExport.Transfer.Spool;
using MailboxImportExport.Transport;

namespace MailboxImportExport.Net8Probe;

/// <summary>Token, listing, export and import, each with one line of output.</summary>
internal static class Steps
{
    public static int Run(string[] arguments) => Task.Run(() => RunAsync(arguments[1], arguments[2], arguments[3])).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string sandbox, string from, string to)
    {
        SandboxAddress address = SandboxAddress.Find(sandbox, null);
        ClientSecretSignIn signIn = new() { TenantId = address.TenantId, ClientId = address.ClientId, Secret = SecureText.Of(address.ClientSecret!) };
        using MailboxImportExportConnection connection = await GraphConnection.OpenAsync(
            signIn, address.ToCloud(), "beta", TransportOptions.Default, TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
        GraphConnection graph = GraphConnection.Of(connection);
        Console.WriteLine($"token for {connection.TenantId}");

        List<MailboxItem> items = await ListAsync(graph, from).ConfigureAwait(false);
        Console.WriteLine($"listed {items.Count}");

        Collector<ExportedMailboxItem> exported = new();
        using SpoolTarget target = new(SpoolBudget.Process, System.IO.Path.GetTempPath(), SpoolTarget.DefaultLimit);
        ExportRun export = new(graph, target, null, exported, new Progress<TransferProgress>(), new SilentLog());
        await export.RunAsync(Sources(items), CancellationToken.None).ConfigureAwait(false);
        Console.WriteLine($"exported {exported.Items.Count}");

        Collector<ImportedMailboxItem> imported = new();
        using ClaimedHandles handles = new();
        ImportOptions options = new() { Target = Identity(to), Folder = new FolderIdentity { Text = "Inbox" } };
        ImportRun import = new(graph, options, handles, imported, new Progress<TransferProgress>(), new SilentLog());
        await import.RunAsync(Inputs(exported.Items, handles), CancellationToken.None).ConfigureAwait(false);
        Console.WriteLine($"imported {imported.Items.Count}");
        foreach (Assembly assembly in AssemblyLoadContext.GetLoadContext(typeof(GraphConnection).Assembly)!.Assemblies)
        {
            Console.WriteLine($"private {assembly.Location}");
        }

        return exported.Failures + imported.Failures;
    }

    private static async Task<List<MailboxItem>> ListAsync(GraphConnection graph, string mailbox)
    {
        SilentLog log = new();
        MailboxContentStore store = await new MailboxResolver(graph, log).ResolveAsync(Identity(mailbox), archive: false, compose: false, CancellationToken.None).ConfigureAwait(false);
        ItemListRequest request = new() { Store = store, Folder = new FolderIdentity { Text = "Inbox" } };
        List<MailboxItem> items = [];
        await foreach (MailboxItem item in new ListItems(graph, log).RunAsync(request, null, null, CancellationToken.None).ConfigureAwait(false))
        {
            items.Add(item);
        }

        return items;
    }

    private static MailboxIdentity Identity(string mailbox) => new() { UserPrincipalName = mailbox, Text = mailbox };

    private static async IAsyncEnumerable<ExportSource> Sources(IEnumerable<MailboxItem> items)
    {
        await Task.Yield();
        foreach (MailboxItem item in items)
        {
            yield return new ExportSource { Mailbox = new MailboxIdentity { MailboxId = item.MailboxId, Text = item.MailboxId }, Item = item };
        }
    }

    private static async IAsyncEnumerable<ImportSource> Inputs(IEnumerable<ExportedMailboxItem> items, ClaimedHandles handles)
    {
        await Task.Yield();
        foreach (ExportedMailboxItem item in items.ToList())
        {
            handles.Claim(item);
            yield return new ImportSource { Item = item };
        }
    }

    private sealed class Collector<T> : ITransferOutput<T>
    {
        private readonly object _lock = new();

        public List<T> Items { get; } = [];

        public int Failures { get; private set; }

        public Task ItemAsync(T item)
        {
            lock (_lock)
            {
                Items.Add(item);
            }

            return Task.CompletedTask;
        }

        public Task FailedAsync(MailboxImportExportException failure, object target)
        {
            lock (_lock)
            {
                Failures++;
            }

            Console.WriteLine($"{target}: {failure.Message}");
            return Task.CompletedTask;
        }
    }

    private sealed class SilentLog : IRunLog
    {
        public bool ShowsVerbose => false;

        public bool ShowsDebug => false;

        public void Verbose(string text)
        {
        }

        public void Debug(string text)
        {
        }

        public void Warning(string text) => Console.WriteLine(text);
    }
}

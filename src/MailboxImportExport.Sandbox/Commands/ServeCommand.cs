using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using Microsoft.AspNetCore.Connections;

namespace MailboxImportExport.Sandbox.Commands;

/// <summary>Serves a sandbox until it is interrupted.</summary>
internal sealed class ServeCommand : ICommand
{
    private const int Megabyte = 1024 * 1024;
    private static readonly JsonSerializerOptions JsonOptions = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public string Verb => "serve";

    public string Summary => "serves a sandbox until Ctrl+C";

    public string Usage =>
        $"""
        serve [--port n] [--import-port n] [--large-item-mb n] [--json]

          --port n            port of Graph and sign-in; {ServeOptions.DefaultPort} if not given, 0 for any free one
          --import-port n     port of the import host; {ServeOptions.DefaultImportPort} if not given, 0 for any free one
          --large-item-mb n   puts an item with an attachment of n MB into the folder Inbox/Large of adele@{TenantSeed.Domain}
          --json              writes the addresses as JSON in the first line, for programs
        """;

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancellationToken)
    {
        ServeOptions options = ServeOptions.Parse(arguments);
        using CancellationTokenSource stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using PosixSignalRegistration interrupt = StopOn(PosixSignal.SIGINT, stopping);
        using PosixSignalRegistration terminate = StopOn(PosixSignal.SIGTERM, stopping);
        await using SandboxServer server = await StartAsync(options, stopping.Token);
        if (options.LargeItemMegabytes > 0)
        {
            SandboxMailbox mailbox = server.Tenant.Mailbox($"adele@{TenantSeed.Domain}");
            mailbox.AddLargeItem(mailbox.AddFolder("Inbox/Large"), (long)options.LargeItemMegabytes * Megabyte);
        }

        await output.WriteLineAsync(options.Json ? Json(server) : Greeting(server));
        await output.FlushAsync(CancellationToken.None);
        await WaitAsync(stopping.Token);
        return 0;
    }

    private static PosixSignalRegistration StopOn(PosixSignal signal, CancellationTokenSource stopping)
        => PosixSignalRegistration.Create(signal, context =>
        {
            // The process is not to end before the address file is gone.
            context.Cancel = true;
            stopping.Cancel();
        });

    private static async Task<SandboxServer> StartAsync(ServeOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await SandboxServer.StartAsync(
                new SandboxOptions { Port = options.Port, ImportPort = options.ImportPort, PublishAddress = true },
                cancellationToken);
        }
        catch (Exception exception) when (exception is SocketException or IOException { InnerException: AddressInUseException })
        {
            throw new UsageException($"The sandbox cannot listen: {exception.Message} Choose other ports with --port and --import-port.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The sandbox cannot write its address file: {exception.Message}", exception);
        }
    }

    private static async Task WaitAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = cancellationToken.Register(stopped.SetResult);
        await stopped.Task;
    }

    private static string Json(SandboxServer server)
        => JsonSerializer.Serialize(
            new
            {
                server.Uri,
                server.ImportUri,
                server.CertificateSha256,
                TenantId = server.Tenant.Id,
                server.ManagedIdentityEndpoint,
                server.ManagedIdentityHeader,
                server.AddressFilePath,
            },
            JsonOptions);

    private static string Greeting(SandboxServer server)
    {
        string elsewhere = server.Uri.Port == ServeOptions.DefaultPort ? string.Empty : " -Uri " + server.Uri.GetLeftPart(UriPartial.Authority);
        return $"""
            The sandbox tenant {server.Tenant.Name} is at {server.Uri} (import host {server.ImportUri}).
            In PowerShell type:

                Connect-MailboxImportExport -Sandbox{elsewhere}
                Get-MailboxContentFolder -Mailbox adele@{server.Tenant.Name}

            Address file: {server.AddressFilePath}
            Ctrl+C ends the sandbox; everything in it is gone then.
            """;
    }
}

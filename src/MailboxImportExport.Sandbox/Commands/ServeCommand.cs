using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Throttling;
using Microsoft.AspNetCore.Connections;

namespace MailboxImportExport.Sandbox.Commands;

/// <summary>Serves a sandbox until it is interrupted.</summary>
internal sealed class ServeCommand : ICommand
{
    private static readonly JsonSerializerOptions JsonOptions = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public string Verb => "serve";

    public string Summary => "serves a sandbox until Ctrl+C";

    public string Usage =>
        $"""
        serve [options]

          --port n            port of Graph and sign-in; {ServeOptions.DefaultPort} if not given, 0 for any free one
          --import-port n     port of the import host; {ServeOptions.DefaultImportPort} if not given, 0 for any free one
          --large-item-mb n   puts an item with an attachment of n MB into the folder Inbox/Large of adele@{TenantSeed.Domain}
          --large-items n     puts n of them there; with two numbers for their size, such as 50-150, it is spread evenly between these
          --items n           puts n messages into the folder Inbox/Many of adele@{TenantSeed.Domain}
          --item-kb n         makes them n KB large on average, most of them smaller and few much larger
          --mailboxes n       adds the mailboxes user1@{TenantSeed.Domain} and so on, with the same messages in Inbox/Many
          --json              writes the addresses as JSON in the first line, for programs, and what it has counted in the last

        To behave like a service that is far away and busy:

          --latency-ms n      each call takes n milliseconds before anything is done for it
          --bandwidth-kb n    each connection carries n KB in a second, in each direction
          --prepared          makes the answers to exports before it starts, so that it costs little afterwards
          --drop-ids n        leaves every n-th item out of the answer to an export of several
          --drop-imports      takes imports in without looking at them, and keeps none
          --limits-span-mailboxes
                              counts the limits for all mailboxes of an application together
          --shared-limits n   allows all mailboxes of an application together n times as much as one, besides
          --decimal-mb        takes the 150 MB of uploads for 150,000,000 bytes, and not for 157,286,400
          --no-limits         refuses nothing for the limits of the service (4 calls at once, 10,000 in 10 minutes, 150 MB in 5 minutes)
          --divide-limits n   divides these times and amounts by n, so that they are reached soon
          --fault-percent n   lets n percent of the calls fail by chance
          --fault-seed n      what chance is made from; 1 if not given
          --fault-kinds list  which failures, with commas between them; refusals if not given:
                              refusals, lost-answers, odd-exports, all, or by name:
                              {string.Join($",{Environment.NewLine}                      ", FaultNames.Lines)}
        """;

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancellationToken)
    {
        ServeOptions options = ServeOptions.Parse(arguments);
        using CancellationTokenSource stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using PosixSignalRegistration interrupt = StopOn(PosixSignal.SIGINT, stopping);
        using PosixSignalRegistration terminate = StopOn(PosixSignal.SIGTERM, stopping);
        await using SandboxServer server = await StartAsync(options, stopping.Token);
        ServeSetup.Apply(options, server);
        await output.WriteLineAsync(options.Json ? Json(server) : Greeting(server));
        await output.FlushAsync(CancellationToken.None);
        await WaitAsync(stopping.Token);
        if (options.Json)
        {
            await output.WriteLineAsync(Counts(server));
        }

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

    private static string Counts(SandboxServer server)
        => JsonSerializer.Serialize(
            new
            {
                Requests = server.Requests.Seen,
                Refused = Enum.GetValues<LimitKind>().Sum(server.Limits.Refused),
                server.Limits.MostAtOnce,
                server.Limits.MostAtOnceTogether,
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

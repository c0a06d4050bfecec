using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Measure;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Export;

/// <summary>A mailbox whose calls fail for good ends alone: the others of the run go on.</summary>
public sealed class FailedMailboxTests : IAsyncLifetime
{
    private readonly WeighingTarget _target = new();
    private ConnectedSandbox _sandbox = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ConnectedSandbox.StartAsync(transport: ConnectedSandbox.WithoutPauses with { Attempts = 2 });
        foreach (string user in new[] { ConnectedSandbox.Chika, ConnectedSandbox.Adele })
        {
            SandboxMailbox mailbox = _sandbox.Mailbox(user);
            mailbox.AddItems(mailbox.AddFolder("Mail"), 5, size: 100);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _target.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task GoesOnWithTheNextWhenNoAnswerToTheListingBegins()
    {
        // Two attempts at each size of the page, from 250 down to 1.
        for (int i = 0; i < 2 * 8; i++)
        {
            _sandbox.Gates.CutNext(CallKind.ListItems);
        }

        (await FailedAsync()).ShouldStartWith("The service gave no answer while listing the items of 'Mail'");
    }

    [Fact]
    public async Task GoesOnWithTheNextWhenALinkLeadsToAForeignHost()
    {
        _sandbox.Server.Faults.OnNext(CallKind.ListItems, FaultKind.RedirectToForeignHost);

        (await FailedAsync()).ShouldStartWith($"The service handed out a link to the host 'https://{Faults.ForeignHost}'");
    }

    [Fact]
    public async Task GoesOnWithTheNextWhenTheServiceWantsHours()
    {
        ScriptedAnswer.Graph(429, "ApplicationThrottled", ("Retry-After", "7200")).To(_sandbox.Gates, CallKind.ListItems);

        (await FailedAsync()).ShouldContain("it asks to wait 7200 s");
    }

    [Fact]
    public async Task EndsTheMailboxWhenTheServiceAsksToSlowDownWithoutEnd()
    {
        string chika = _sandbox.Mailbox(ConnectedSandbox.Chika).Id;
        for (int i = 0; i < 2000; i++)
        {
            _sandbox.Gates.OnNext(CallKind.ExportItems, call => call.Record.Path.Contains(chika, StringComparison.Ordinal) ? throw ScriptedAnswer.Graph(429, "ApplicationThrottled") : Task.CompletedTask);
        }

        IReadOnlyList<MailboxTransferSummary> summaries = await RunAsync();

        summaries.Select(static s => s.Verdict).ShouldBe([TransferVerdict.Partial, TransferVerdict.Complete]);
        summaries[0].Failed.ShouldAllBe(static f => f.Reason == FailureKind.ServiceThrottled);
        _sandbox.Requests.Count(CallKind.ExportItems).ShouldBeLessThan(5 * 100);
    }

    /// <summary>Exports both mailboxes, one after the other, of which the first fails; gives the reason.</summary>
    private async Task<string> FailedAsync()
    {
        IReadOnlyList<MailboxTransferSummary> summaries = await RunAsync();

        summaries.Select(static s => s.Verdict).ShouldBe([TransferVerdict.Partial, TransferVerdict.Complete]);
        summaries.Select(static s => s.Done).ShouldBe([0L, 5L]);
        return summaries[0].Reasons.ShouldHaveSingleItem();
    }

    private async Task<IReadOnlyList<MailboxTransferSummary>> RunAsync()
    {
        ExportRun run = new(_sandbox.Connection, _target, null, new NoOutput<ExportedMailboxItem>(), new Progress<TransferProgress>(), _sandbox.Log, new ExportOptions { ThrottleLimit = 1 });
        IEnumerable<ExportSource> sources = new[] { ConnectedSandbox.Chika, ConnectedSandbox.Adele }.Select(_sandbox.Mailbox).Select(Source);
        await run.RunAsync(sources.ToAsyncEnumerable(), CancellationToken.None);
        return run.Summaries("Export-MailboxItem");
    }

    private ExportSource Source(SandboxMailbox mailbox) => new()
    {
        Mailbox = new MailboxIdentity { MailboxId = mailbox.Id, Text = mailbox.Id },
        Listing = new ItemListRequest { Store = _sandbox.Store(mailbox), Folder = new FolderIdentity { Text = "Mail" } },
    };
}

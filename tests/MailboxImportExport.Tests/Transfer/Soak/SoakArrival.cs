using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;

namespace MailboxImportExport.Tests.Transfer.Soak;

/// <summary>A job that brings the items of the source into another mailbox.</summary>
internal abstract class SoakArrival(SoakScene scene, SandboxMailbox target) : SoakJob(scene)
{
    // Ids in a call, and calls at once.
    private const int MostIds = 20;
    private const int MostLanes = 4;

    protected SandboxMailbox Target => target;

    /// <summary>Bytes that the service has received.</summary>
    public long Bytes => Received().Sum(static r => r.Length);

    /// <summary>Compares the target with the source, import by import and folder by folder.</summary>
    public void Check()
    {
        IReadOnlyDictionary<string, ExportedItem> sent = Scene.Sent();
        Received().Select(static r => r.Sha256).Order().ShouldBe(Scene.Source.Items.Select(i => sent[i.Id].Sha256).Order());
        foreach (SandboxFolder folder in Scene.Source.Folders.Where(static f => f.Items.Count > 0))
        {
            target.Folder(folder.Path).Items.Select(Describe).Order(StringComparer.Ordinal).ShouldBe(folder.Items.Select(Describe).Order(StringComparer.Ordinal), folder.Path);
        }

        target.Items.Count.ShouldBe(Scene.Source.Items.Count);
    }

    protected override async Task<bool> RunOnceAsync()
    {
        int before = Received().Count;
        SoakOutput<ImportedMailboxItem> output = new(static item => item.ItemId);
        (MailboxImportExportException? end, IReadOnlyList<MailboxTransferSummary> summaries) = await RunAsync(output);
        await Scene.Sandbox.Requests.WhenIdleAsync();
        List<ReceivedImport> came = [.. Received().Skip(before)];
        if (summaries.Count == 0)
        {
            came.ShouldBeEmpty();
            return false;
        }

        MailboxTransferSummary summary = Account(summaries);
        CheckDone(summary, came, output, inFlight: end is null ? 0 : MostLanes);
        CheckFailed(summary, output);
        bool isComplete = end is null && summary.Verdict == TransferVerdict.Complete;
        if (isComplete)
        {
            summary.Requested.ShouldBe(Scene.Source.Items.Count);
            summary.Skipped.ShouldBe(before);
        }

        return isComplete;
    }

    /// <summary>Runs the line; gives the failure that ended it, if one did, and its accounts.</summary>
    protected abstract Task<(MailboxImportExportException? End, IReadOnlyList<MailboxTransferSummary> Summaries)> RunAsync(SoakOutput<ImportedMailboxItem> output);

    private static string Describe(SandboxItem item)
        => $"{item.Subject} {item.Received:O} {item.Content.Properties.Content(Tags.SearchKey)?.Sha256()} {item.Content.Properties.Content(Tags.Html)!.Sha256()}";

    private List<ReceivedImport> Received() => [.. Scene.Server.Tenant.Received.Where(r => r.Mailbox == target)];

    // Each item that it says to have imported is one that has come, with as many bytes; and never more has come than there is to bring.
    private void CheckDone(MailboxTransferSummary summary, List<ReceivedImport> came, SoakOutput<ImportedMailboxItem> output, int inFlight)
    {
        Dictionary<string, long> lengths = came.ToDictionary(static r => r.ItemId, static r => r.Length, StringComparer.Ordinal);
        summary.Done.ShouldBe(output.Done.Count);
        output.Done.Distinct(StringComparer.Ordinal).Count().ShouldBe(output.Done.Count);
        summary.Bytes.ShouldBe(output.Done.Sum(id => lengths[id]));
        target.Items.Count.ShouldBeLessThanOrEqualTo(Scene.Source.Items.Count);

        // What has come beyond that are at most the answers that were lost, and those that were under way when the run was ended; a computer
        // with too much to do loses some more.
        int lost = Strikes.Of(CallKind.ImportItem, SoakFaults.LostImports);
        (came.Count - summary.Done).ShouldBeInRange(0, lost + inFlight + Spurious(output));
    }

    // Whoever gives up at other faults than those of which nobody knows how they ended fails more.
    private void CheckFailed(MailboxTransferSummary summary, SoakOutput<ImportedMailboxItem> output)
    {
        int doubtful = Strikes.Of(CallKind.ImportItem, SoakFaults.LostImports) + Strikes.Of(CallKind.ImportItem, SoakFaults.UndoneImports);
        int nowhere = Strikes.Of(CallKind.ExportItems, [FaultKind.RedirectToForeignHost]);
        int sessions = Strikes.Of(CallKind.ImportItem, [FaultKind.SessionExpired, FaultKind.SessionRefused]);

        // Of an item whose new session is refused as well.
        int refused = summary.Failed.Count(static f => f.Reason == FailureKind.ImportSessionInvalid);
        refused.ShouldBeLessThanOrEqualTo(sessions / 2);
        if (Strikes.Redirects() == nowhere)
        {
            string reasons = string.Join("; ", summary.Failed.Select(static f => f.Message).Distinct().Take(5));
            (summary.FailedCount - refused).ShouldBeLessThanOrEqualTo(doubtful + Spurious(output) + (MostIds * nowhere), reasons);
        }
    }

    private int Spurious(SoakOutput<ImportedMailboxItem> output)
        => Math.Max(0, output.Timeouts - Strikes.Of(CallKind.ImportItem, [FaultKind.Stall, FaultKind.StallInBody]));
}

using System.Linq;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using Shouldly;

namespace MailboxImportExport.Tests.Transfer.SingleFaults;

/// <summary>What has to hold of an import, or a copy, of which one call met a fault.</summary>
internal static class ImportAccount
{
    /// <summary>The summary agrees with what the service has: everything was imported once, also the item whose answer nobody knows.</summary>
    public static void ShouldAddUp(MailboxTransferSummary summary, FaultScene scene, CallKind call, FaultKind fault)
    {
        summary.Requested.ShouldBe(FaultScene.Items);
        summary.FailedCount.ShouldBe(0, string.Join("; ", summary.Reasons));
        summary.Done.ShouldBe(FaultScene.Items);
        summary.Verdict.ShouldBe(TransferVerdict.Complete);
        scene.Received.Order().ShouldBe(scene.Hashes.Order());
        scene.ShouldHaveMet(call, fault);
        scene.ShouldHaveTold(summary, fault);
    }

    /// <summary>The same line once more brings the rest, and nothing twice.</summary>
    public static void ShouldBeComplete(MailboxTransferSummary again, FaultScene scene)
    {
        again.Verdict.ShouldBe(TransferVerdict.Complete, string.Join("; ", again.Reasons));
        (again.Done + again.Skipped).ShouldBe(FaultScene.Items);
        scene.Received.Order().ShouldBe(scene.Hashes.Order());
        scene.Archive.Items.Count(static i => i.Folder.Path.StartsWith("Into", System.StringComparison.Ordinal)).ShouldBe(FaultScene.Items);
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.SingleFaults;

/// <summary>A copy of which one of the halves meets each fault alone.</summary>
public sealed class CopyFaultTests
{
    public static TheoryData<string, string> Rows
    {
        get
        {
            TheoryData<string, string> rows = FittingFaults.Rows(CallKind.ImportItem, CallKind.CreateImportSession);

            // Which the copy survives in a way of its own, or which need an item that is gone.
            foreach (FaultKind fault in FittingFaults.Of(CallKind.ExportItems).Except([FaultKind.RedirectToForeignHost, FaultKind.CapitalizedError]))
            {
                rows.Add(nameof(CallKind.ExportItems), fault.ToString());
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task BringsEveryItemOnceWhateverHappensOnce(string kindOfCall, string kind)
    {
        CallKind call = Enum.Parse<CallKind>(kindOfCall);
        FaultKind fault = Enum.Parse<FaultKind>(kind);
        await using FaultScene scene = await FaultScene.StartAsync(fault);
        IReadOnlyList<MailboxItem> items = await scene.ListAsync();

        MailboxTransferSummary summary = await scene.MeetAsync(call, fault, () => scene.CopyAsync(items));

        ImportAccount.ShouldAddUp(summary, scene, call, fault);
        ImportAccount.ShouldBeComplete(await scene.CopyAsync(items), scene);
    }

    [Fact]
    public async Task BringsTheRestByTheNextRunWhenACallWasSentToAForeignHost()
    {
        await using FaultScene scene = await FaultScene.StartAsync(FaultKind.RedirectToForeignHost);
        IReadOnlyList<MailboxItem> items = await scene.ListAsync();

        MailboxTransferSummary summary = await scene.MeetAsync(CallKind.ExportItems, FaultKind.RedirectToForeignHost, () => scene.CopyAsync(items));

        summary.Verdict.ShouldBe(TransferVerdict.Partial);
        summary.FailedCount.ShouldBeInRange(1, 20);
        summary.Done.ShouldBe(FaultScene.Items - summary.FailedCount);
        scene.Received.Count().ShouldBe((int)summary.Done);
        ImportAccount.ShouldBeComplete(await scene.CopyAsync(items), scene);
    }

    [Fact]
    public async Task TellsAnItemThatIsGoneWhateverTheServiceCallsIt()
    {
        await using FaultScene scene = await FaultScene.StartAsync(FaultKind.CapitalizedError);
        IReadOnlyList<MailboxItem> items = await scene.ListAsync();
        scene.SourceMailbox.RemoveItem(scene.Folder.Items[3]).ShouldBeTrue();

        MailboxTransferSummary summary = await scene.MeetAsync(CallKind.ExportItems, FaultKind.CapitalizedError, () => scene.CopyAsync(items));

        summary.Verdict.ShouldBe(TransferVerdict.Complete);
        summary.Gone.ShouldBe(1);
        summary.Done.ShouldBe(FaultScene.Items - 1);
        scene.ShouldHaveMet(CallKind.ExportItems, FaultKind.CapitalizedError);
        scene.Received.Order().ShouldBe(scene.Hashes.Order());
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.SingleFaults;

/// <summary>An export that meets each fault alone, while one of its items has gone.</summary>
public sealed class ExportFaultTests
{
    private const CallKind Call = CallKind.ExportItems;

    public static TheoryData<string> Passing => [.. FittingFaults.Of(Call).Where(static f => f != FaultKind.RedirectToForeignHost).Select(static f => f.ToString())];

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task BringsEveryItemIntoTheFolderWhateverHappensOnce(string kind)
    {
        FaultKind fault = Enum.Parse<FaultKind>(kind);
        await using FaultScene scene = await FaultScene.StartAsync(fault);
        IReadOnlyList<MailboxItem> items = await ListAsync(scene);

        MailboxTransferSummary summary = await scene.MeetAsync(Call, fault, () => scene.ExportToFolderAsync(items));

        ShouldBeComplete(summary, scene, fault);
        ShouldBeAsSent(scene, scene.InFolder());
        ShouldHaveSent(scene, fault);
    }

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task BringsEveryItemIntoThePipeWhateverHappensOnce(string kind)
    {
        FaultKind fault = Enum.Parse<FaultKind>(kind);
        await using FaultScene scene = await FaultScene.StartAsync(fault);
        IReadOnlyList<MailboxItem> items = await ListAsync(scene);

        MailboxTransferSummary summary = await scene.MeetAsync(Call, fault, () => scene.ExportToPipeAsync(items));

        ShouldBeComplete(summary, scene, fault);
        ShouldBeAsSent(scene, await scene.InPipeAsync());
        ShouldHaveSent(scene, fault);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FailsTheItemsOfACallThatIsSentToAForeignHost(bool toPipe)
    {
        await using FaultScene scene = await FaultScene.StartAsync(FaultKind.RedirectToForeignHost);
        IReadOnlyList<MailboxItem> items = await ListAsync(scene);

        MailboxTransferSummary summary = await scene.MeetAsync(Call, FaultKind.RedirectToForeignHost, () => toPipe ? scene.ExportToPipeAsync(items) : scene.ExportToFolderAsync(items));

        summary.Verdict.ShouldBe(TransferVerdict.Partial);
        summary.Requested.ShouldBe(FaultScene.Items);
        summary.FailedCount.ShouldBeInRange(1, 20);
        (summary.Done + summary.Gone + summary.FailedCount).ShouldBe(FaultScene.Items);
        summary.Failed.ShouldAllBe(static f => f.Message.Contains(Faults.ForeignHost));
        scene.ShouldHaveMet(Call, FaultKind.RedirectToForeignHost);
        IReadOnlyDictionary<string, string> exported = toPipe ? await scene.InPipeAsync() : scene.InFolder();
        exported.Keys.ShouldBe(scene.Folder.Items.Select(static i => i.Id).Except(summary.Failed.Select(static f => f.ItemId)), ignoreOrder: true);
    }

    // After the listing somebody removes an item: it has to be told as gone, under whatever name the service tells it.
    private static async Task<IReadOnlyList<MailboxItem>> ListAsync(FaultScene scene)
    {
        IReadOnlyList<MailboxItem> items = await scene.ListAsync();
        scene.SourceMailbox.RemoveItem(scene.Folder.Items[3]).ShouldBeTrue();
        return items;
    }

    private static void ShouldBeComplete(MailboxTransferSummary summary, FaultScene scene, FaultKind fault)
    {
        summary.Verdict.ShouldBe(TransferVerdict.Complete, string.Join("; ", summary.Reasons));
        summary.Requested.ShouldBe(FaultScene.Items);
        summary.Done.ShouldBe(FaultScene.Items - 1);
        summary.Gone.ShouldBe(1);
        summary.Bytes.ShouldBe(scene.Sandbox.Server.Tenant.Exported.DistinctBy(static e => e.ItemId).Sum(static e => e.Length));
        scene.ShouldHaveMet(Call, fault);
        scene.ShouldHaveTold(summary, fault);
    }

    private static void ShouldBeAsSent(FaultScene scene, IReadOnlyDictionary<string, string> exported)
        => exported.ShouldBe(scene.Folder.Items.Select(static i => i.Id).Zip(scene.Hashes, KeyValuePair.Create), ignoreOrder: true);

    // Twice only what was in the one call whose answer did not arrive as a whole.
    private static void ShouldHaveSent(FaultScene scene, FaultKind fault)
    {
        bool isLost = fault is FaultKind.AnswerLost or FaultKind.Stall or FaultKind.StallInBody || FaultKinds.LostAnswers.Contains(fault);
        int[] times = [.. scene.Sandbox.Server.Tenant.Exported.GroupBy(static e => e.ItemId).Select(static e => e.Count())];
        times.ShouldAllBe(t => t == 1 || (isLost && t == 2));
        times.Count(static t => t == 2).ShouldBeLessThanOrEqualTo(20);
    }
}

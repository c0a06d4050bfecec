using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transfer.Remove;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.ExpandedArchives;

/// <summary>The commands on a folder of an auto-expanding archive whose content lies in another part of it, in the three shapes in which the service says so.</summary>
public sealed class ExpandedArchiveTests
{
    /// <summary>Where the content goes after it was listed.</summary>
    public static TheoryData<string> Moves => ["nowhere", "on", "on and on", "back"];

    [Theory]
    [InlineData(true, true, "beta")]
    [InlineData(true, false, "beta")]
    [InlineData(false, true, "beta")]
    [InlineData(false, false, "beta")]
    [InlineData(true, true, "v1.0")]
    public async Task ListsTheItemsWhereTheyAre(bool keepsPath, bool keepsQuery, string apiVersion)
    {
        await using ExpandedScene scene = await ExpandedScene.StartAsync(apiVersion);
        scene.Sandbox.Switches.RedirectsKeepThePath = keepsPath;
        scene.Sandbox.Switches.RedirectsKeepTheQuery = keepsQuery;

        IReadOnlyList<MailboxItem> items = await scene.ListAsync();

        items.Select(static i => i.ItemId).ShouldBe(scene.Ids, ignoreOrder: true);
        items.ShouldAllBe(i => i.MailboxId == scene.Archive.Id);
    }

    [Fact]
    public async Task AsksTheOtherPartAtOnceWhenItIsKnown()
    {
        await using ExpandedScene scene = await ExpandedScene.StartAsync();
        await scene.ListAsync();
        scene.Sandbox.Requests.Clear();

        (await scene.ListAsync()).Count.ShouldBe(ExpandedScene.Items);

        scene.Sandbox.Requests.Of(CallKind.ListItems).ShouldAllBe(r => r.Status == 200 && r.Path.Contains(scene.Part.Id));
    }

    [Fact]
    public async Task AsksTheMailboxItselfWhenThePartThatWasNamedDoesNotHaveTheFolder()
    {
        await using ExpandedScene scene = await ExpandedScene.StartAsync();
        scene.Misname();

        IReadOnlyList<MailboxItem> items = await scene.ListAsync();
        items.Select(static i => i.ItemId).ShouldBe(scene.Ids, ignoreOrder: true);
        ShouldHaveExportedAll(scene, await scene.ExportAsync(items));

        scene.Misname();
        ShouldHaveImportedAll(scene, await scene.ImportAsync());

        scene.Misname();
        (await scene.RemoveAsync(items, knowsTheWay: true)).Removed.ShouldBe(ExpandedScene.Items);
        scene.Big.Items.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public async Task ListsEachItemOnceWhenTheContentHasMoved(string where)
    {
        await using ExpandedScene scene = await ExpandedScene.StartAsync();
        await scene.ListAsync();
        Move(scene, where);

        (await scene.ListAsync()).Select(static i => i.ItemId).ShouldBe(scene.Ids, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public async Task ExportsWhatWasListedWhenTheContentHasMoved(string where)
    {
        await using ExpandedScene scene = await ExpandedScene.StartAsync();
        IReadOnlyList<MailboxItem> items = await scene.ListAsync();
        Move(scene, where);

        MailboxTransferSummary summary = await scene.ExportAsync(items);

        ShouldHaveExportedAll(scene, summary);
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public async Task ExportsWhatWasNamedByItsId(string where)
    {
        await using ExpandedScene scene = await ExpandedScene.StartAsync();
        string[] ids = [.. scene.Ids];
        Move(scene, where);

        MailboxTransferSummary summary = await scene.ExportAsync(ids);

        ShouldHaveExportedAll(scene, summary);
    }

    [Fact]
    public async Task ExportsTheRestWhenTheContentMovesMeanwhile()
    {
        await using ExpandedScene scene = await ExpandedScene.StartAsync();
        IReadOnlyList<MailboxItem> items = await scene.ListAsync();
        scene.Sandbox.Gates.OnNext(CallKind.ExportItems, static _ => Task.CompletedTask);
        scene.Sandbox.Gates.OnNext(CallKind.ExportItems, _ =>
        {
            scene.MoveTo(scene.OtherPart);
            return Task.CompletedTask;
        });

        ShouldHaveExportedAll(scene, await scene.ExportAsync(items));
    }

    [Fact]
    public async Task ImportsThroughASessionOfTheOtherPart()
    {
        await using ExpandedScene scene = await ExpandedScene.StartAsync();
        await scene.ExportAsync(await scene.ListAsync());

        MailboxTransferSummary summary = await scene.ImportAsync();

        ShouldHaveImportedAll(scene, summary);
        scene.SecondPart.Items.Count.ShouldBe(ExpandedScene.Items);
        scene.Sandbox.Requests.Of(CallKind.CreateImportSession).Count(r => r.Path.Contains(scene.SecondPart.Id)).ShouldBe(1);
        scene.Sandbox.Requests.Of(CallKind.ImportItem).Count(static r => r.Status == 409).ShouldBeInRange(0, 4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ImportsTheRestWhenTheFolderMovesMeanwhile(bool back)
    {
        await using ExpandedScene scene = await ExpandedScene.StartAsync();
        await scene.ExportAsync(await scene.ListAsync());
        SandboxMailbox next = back ? scene.Second : scene.Sandbox.Server.Tenant.AddAuxiliary(scene.Second);
        for (int i = 0; i < 10; i++)
        {
            int number = i;
            scene.Sandbox.Gates.OnNext(CallKind.ImportItem, _ =>
            {
                if (number == 9)
                {
                    scene.Into.Expand(next);
                }

                return Task.CompletedTask;
            });
        }

        MailboxTransferSummary summary = await scene.ImportAsync();

        ShouldHaveImportedAll(scene, summary, next);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task RemovesWhatWasListed(bool knowsTheWay, bool keepsQuery)
    {
        await using ExpandedScene scene = await ExpandedScene.StartAsync();
        scene.Sandbox.Switches.RedirectsKeepTheQuery = keepsQuery;
        IReadOnlyList<MailboxItem> items = await scene.ListAsync();

        ItemRemoval removal = await scene.RemoveAsync(items, knowsTheWay);

        removal.Removed.ShouldBe(ExpandedScene.Items);
        scene.Big.Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("on")]
    [InlineData("on and on")]
    [InlineData("back")]
    public async Task RemovesWhatHasMovedSinceItWasListed(string where)
    {
        await using ExpandedScene scene = await ExpandedScene.StartAsync();
        IReadOnlyList<MailboxItem> items = await scene.ListAsync();
        Move(scene, where);

        ItemRemoval removal = await scene.RemoveAsync(items, knowsTheWay: true);

        removal.Removed.ShouldBe(ExpandedScene.Items);
        scene.Big.Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CopiesFromOneOtherPartIntoAnother(bool move)
    {
        await using ExpandedScene scene = await ExpandedScene.StartAsync();

        MailboxTransferSummary summary = await scene.CopyAsync(move);

        summary.Verdict.ShouldBe(TransferVerdict.Complete, string.Join("; ", summary.Reasons));
        summary.Done.ShouldBe(ExpandedScene.Items);
        scene.SecondPart.Items.Count.ShouldBe(ExpandedScene.Items);
        scene.Big.Items.Count.ShouldBe(move ? 0 : ExpandedScene.Items);
        MailboxTransferSummary again = await scene.CopyAsync(move: false);
        again.Done.ShouldBe(0);
        scene.SecondPart.Items.Count.ShouldBe(ExpandedScene.Items);
    }

    private static void Move(ExpandedScene scene, string where)
    {
        if (where == "back")
        {
            scene.MoveTo(scene.Archive);
        }
        else if (where != "nowhere")
        {
            scene.MoveTo(scene.OtherPart);
            if (where == "on and on")
            {
                scene.MoveTo(scene.LastPart);
            }
        }
    }

    private static void ShouldHaveExportedAll(ExpandedScene scene, MailboxTransferSummary summary)
    {
        summary.Verdict.ShouldBe(TransferVerdict.Complete, string.Join("; ", summary.Reasons));
        summary.Requested.ShouldBe(ExpandedScene.Items);
        summary.Done.ShouldBe(ExpandedScene.Items);
        summary.Gone.ShouldBe(0);
        ILookup<string, ExportedItem> sent = scene.Sandbox.Server.Tenant.Exported.ToLookup(static e => e.ItemId);
        sent.Select(static e => e.Key).ShouldBe(scene.Ids, ignoreOrder: true);
        sent.ShouldAllBe(static e => e.Count() == 1);
    }

    private static void ShouldHaveImportedAll(ExpandedScene scene, MailboxTransferSummary summary, SandboxMailbox? part = null)
    {
        summary.Verdict.ShouldBe(TransferVerdict.Complete, string.Join("; ", summary.Reasons));
        summary.Done.ShouldBe(ExpandedScene.Items);
        scene.Sandbox.Server.Tenant.Received.Select(static r => r.Sha256).Order().ShouldBe(scene.Sandbox.Server.Tenant.Exported.Select(static e => e.Sha256).Order());
        (part ?? scene.SecondPart).Items.Count.ShouldBe(ExpandedScene.Items);
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.SingleFaults;

/// <summary>A listing that meets each fault alone.</summary>
public sealed class ListFaultTests
{
    private const CallKind Call = CallKind.ListItems;

    public static TheoryData<string> Passing => [.. FittingFaults.Of(Call).Where(static f => !IsRedirect(f)).Select(static f => f.ToString())];

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task ListsEachItemOnceWhateverHappensOnce(string kind)
    {
        FaultKind fault = Enum.Parse<FaultKind>(kind);
        await using FaultScene scene = await FaultScene.StartAsync(fault);
        await scene.ListAsync();
        int calls = scene.Requests.Count(Call);

        IReadOnlyList<MailboxItem> items = await scene.MeetAsync(Call, fault, scene.ListAsync);

        items.Select(static i => i.ItemId).ShouldBe(scene.Folder.Items.Select(static i => i.Id), ignoreOrder: true);
        scene.ShouldHaveMet(Call, fault);
        scene.Requests.Count(Call).ShouldBe((2 * calls) + 1);
    }

    [Theory]
    [InlineData(nameof(FaultKind.RedirectLoop), "circle")]
    [InlineData(nameof(FaultKind.RedirectToForeignHost), Faults.ForeignHost)]
    public async Task EndsWhenItIsSentNowhere(string kind, string reason)
    {
        FaultKind fault = Enum.Parse<FaultKind>(kind);
        await using FaultScene scene = await FaultScene.StartAsync(fault);

        MailboxImportExportException thrown = await Should.ThrowAsync<MailboxImportExportException>(() => scene.MeetAsync(Call, fault, scene.ListAsync));

        thrown.Message.ShouldContain(reason);
        scene.ShouldHaveMet(Call, fault);
        scene.Requests.Count(Call).ShouldBe(1);
    }

    private static bool IsRedirect(FaultKind fault) => fault is FaultKind.RedirectLoop or FaultKind.RedirectToForeignHost;
}

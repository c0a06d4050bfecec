using System;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.SingleFaults;

/// <summary>An import that meets each fault alone.</summary>
public sealed class ImportFaultTests
{
    public static TheoryData<string, string> Rows => FittingFaults.Rows(CallKind.ImportItem, CallKind.CreateImportSession);

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task BringsEveryItemOnceWhateverHappensOnce(string kindOfCall, string kind)
    {
        CallKind call = Enum.Parse<CallKind>(kindOfCall);
        FaultKind fault = Enum.Parse<FaultKind>(kind);
        await using FaultScene scene = await FaultScene.StartAsync(fault);
        await scene.ExportToFolderAsync(await scene.ListAsync());

        MailboxTransferSummary summary = await scene.MeetAsync(call, fault, scene.ImportAsync);

        ImportAccount.ShouldAddUp(summary, scene, call, fault);
        MailboxTransferSummary again = await scene.ImportAsync();
        ImportAccount.ShouldBeComplete(again, scene);
        again.Skipped.ShouldBeGreaterThanOrEqualTo(summary.Done);
    }

    [Fact]
    public void MeetsEveryFaultSomewhere()
    {
        ILookup<FaultKind, CallKind> calls = FittingFaults.Calls(CallKind.ListItems, CallKind.ExportItems, CallKind.ImportItem);

        FaultKinds.All.Where(fault => !calls.Contains(fault)).ShouldBeEmpty();
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Access;
using MailboxImportExport.Access.Service;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Access;

public sealed class ProbeAccessTests
{
    private const int Enough = 50;

    [Fact]
    public async Task SaysUnreachableWhenTheImportHostDoesNotAnswer()
    {
        await using ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync();
        sandbox.Server.Faults.OnNext(CallKind.Unknown, FaultKind.CutBeforeAnswer);

        MailboxAccessResult host = (await ProbeAsync(sandbox)).Single(static r => r.Call == "ImportHost");

        host.Status.ShouldBe(MailboxAccessStatus.Unreachable);
        host.Advice.ShouldNotBeNull().ShouldContain("port 443");
    }

    [Fact]
    public async Task SaysNotTestedWhenTheServiceStaysUnavailable()
    {
        await using ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync();
        sandbox.Server.Faults.OnNext(CallKind.ListItems, FaultKind.GatewayTimeout, Enough);

        MailboxAccessResult items = (await ProbeAsync(sandbox)).Single(static r => r.Call == "Items");

        items.Status.ShouldBe(MailboxAccessStatus.NotTested);
        items.StatusCode.ShouldBe(504);
        items.MissingPermission.ShouldBeNull();
    }

    [Fact]
    public async Task NamesTheFolderThatIsLeftWhenItCannotBeRemoved()
    {
        await using ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync();
        sandbox.Server.Faults.OnNext(CallKind.DeleteFolder, FaultKind.GatewayTimeout, Enough);

        MailboxAccessResult write = (await ProbeAsync(sandbox)).Single(static r => r.Call == "FolderWrite");

        write.Status.ShouldBe(MailboxAccessStatus.Allowed);
        write.Advice.ShouldNotBeNull().ShouldContain("MailboxImportExport access test");
        sandbox.Log.Warnings.ShouldContain(static w => w.Contains("could not be removed again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RemovesTheFolderWhenItIsStoppedBeforeTheAnswerCame()
    {
        await using ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync();
        using CancellationTokenSource stop = new();
        sandbox.Gates.OnNext(CallKind.CreateFolder, _ => stop.CancelAsync(), GatePoint.Answer);

        await Should.ThrowAsync<OperationCanceledException>(() => ProbeAsync(sandbox, stop.Token));

        Folders(sandbox).ShouldNotContain(static path => path.Contains("MailboxImportExport", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RemovesTheFolderOfATrialThatIsStoppedBeforeTheAnswerCame()
    {
        await using ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync();
        using CancellationTokenSource stop = new();
        sandbox.Gates.OnNext(CallKind.CreateFolder, _ => stop.CancelAsync(), GatePoint.Answer);

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (MailboxServiceFinding finding in new TryService(sandbox.Connection, sandbox.Log).RunAsync(sandbox.Store(sandbox.Mailbox(ConnectedSandbox.Chika)), ServiceSteps.All, stop.Token))
            {
                finding.Question.ShouldNotBeEmpty();
            }
        });

        Folders(sandbox).ShouldNotContain(static path => path.Contains("MailboxImportExport", StringComparison.Ordinal));
        sandbox.Log.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void MakesAnIdOfTheFormThatTheServiceGives()
        => MissingItem.IdIn("MBX:11111111-2222-3333-4444-555555555555@11111111-2222-3333-4444-666666666666")
            .ShouldStartWith("AAMkADExMTExMTExLTIyMjItMzMzMy00NDQ0LTU1NTU1NTU1NTU1NQ");

    [Theory]
    [InlineData("ErrorItemNotFound", "ErrorItemNotFound")]
    [InlineData(null, null)]
    [InlineData("adele@contoso.example", "(not a code)")]
    [InlineData("The mailbox of Adele", "(not a code)")]
    public void KeepsBackWhatIsNoCode(string? code, string? shown) => ServiceReport.Code(code).ShouldBe(shown);

    // What the service keeps in Recoverable Items is out of everybody's way and cannot be removed by these calls.
    private static IEnumerable<string> Folders(ConnectedSandbox sandbox) => sandbox.Mailbox(ConnectedSandbox.Chika).Folders
        .Select(static f => f.Path)
        .Where(static path => !path.StartsWith("Recoverable Items", StringComparison.Ordinal));

    private static async Task<List<MailboxAccessResult>> ProbeAsync(ConnectedSandbox sandbox, CancellationToken cancellationToken = default)
    {
        MailboxIdentity mailbox = new() { Text = ConnectedSandbox.Chika, UserPrincipalName = ConnectedSandbox.Chika };
        List<MailboxAccessResult> results = [];
        await foreach (MailboxAccessResult result in new ProbeAccess(sandbox.Connection, sandbox.Log).RunAsync(new AccessRequest(mailbox, Archive: false, Compose: false, Write: true), cancellationToken))
        {
            results.Add(result);
        }

        return results;
    }
}

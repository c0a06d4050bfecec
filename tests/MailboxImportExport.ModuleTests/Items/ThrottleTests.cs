using System;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Items;

/// <summary>Mailboxes side by side, and what a user sees of a service that slows a mailbox down.</summary>
public sealed class ThrottleTests : IClassFixture<SandboxSession>
{
    private readonly SandboxSession _session;
    private readonly string _path;
    private readonly string[] _names;

    public ThrottleTests(SandboxSession session)
    {
        _session = session;
        _path = session.NewPath();
        _session.Shell.Reset();
        _session.Connect(_session.Shell);
        _names = [.. Enumerable.Range(0, 4).Select(_ => Add())];
        _session.Server.Requests.Clear();
    }

    [Fact]
    public void ExportsMailboxesSideBySideUpToTheLimit()
    {
        // The first call gets its answer when there is one for each of the others.
        _session.Server.Gates.HoldFirstUntil(CallKind.ExportItems, 4);

        ShellResult result = Run("$names | Export-MailboxItem -DestinationPath $path -ThrottleLimit 4");

        result.Output.Count.ShouldBe(4);
    }

    [Fact]
    public async Task BeginsNoFurtherMailboxWhenTheLimitIsReached()
    {
        using CallGate gate = new(_session.Server, CallKind.ExportItems);
        Task<ShellResult> run = Task.Run(() => Run("$names | Export-MailboxItem -DestinationPath $path -ThrottleLimit 1"));
        await gate.ReachedAsync();

        // Finding them is no work on them.
        _session.Server.Requests.Of(CallKind.ListItems).Select(static r => r.Path.Split('/')[5]).Distinct().Count().ShouldBe(1);
        gate.Release();

        (await run).Output.Count.ShouldBe(4);
    }

    [Fact]
    public void WritesSummariesInTheOrderOfTheInput()
        => Run("$names | Export-MailboxItem -DestinationPath $path").Output
            .Select(static o => (string)o.Properties["Mailbox"].Value).ShouldBe(_names);

    [Fact]
    public async Task GoesOnWithOthersWhenOneMailboxIsHeldUp()
    {
        TaskCompletionSource others = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int exported = 0;
        // Whichever mailbox is listed first waits until three others have been exported.
        _session.Server.Gates.OnNext(CallKind.ListItems, call => others.Task.WaitAsync(call.Aborted));
        for (int i = 0; i < 4; i++)
        {
            _session.Server.Gates.OnNext(CallKind.ExportItems, _ =>
            {
                if (Interlocked.Increment(ref exported) == 3)
                {
                    others.SetResult();
                }

                return Task.CompletedTask;
            });
        }

        (await Task.Run(() => Run("$names | Export-MailboxItem -DestinationPath $path -ThrottleLimit 2"))).Output.Count.ShouldBe(4);
    }

    [Fact]
    public void ImportsFoldersOfSeveralMailboxesSideBySide()
    {
        Run("$names | ForEach-Object { $null = Export-MailboxItem $_ -DestinationPath \"$path/$_\" }");
        _session.Server.Gates.HoldFirstUntil(CallKind.ImportItem, 4);

        ShellResult result = Run("Import-MailboxItem -Path $path/* -InPlace -Force -ConflictAction Copy -ThrottleLimit 4");

        result.Output.Select(static o => (long)o.Properties["Done"].Value).ShouldBe([1, 1, 1, 1]);
        _session.Server.Requests.Count(CallKind.ImportItem).ShouldBe(4);
    }

    [Fact]
    public void WarnsOnceAndTellsTheTimeWhenTheServiceSlowsAMailboxDown()
    {
        SandboxFolder folder = _session.Mailbox("support").AddFolder($"Slow-{Guid.NewGuid():N}");
        folder.Mailbox.AddItems(folder, 60, size: 100);
        _session.Server.Faults.OnNext(CallKind.ExportItems, FaultKind.Throttled, times: 2);

        ShellResult result = Run("Export-MailboxItem support@contoso.example -Folder $slow -DestinationPath $path", ("slow", folder.DisplayName));

        result.Warnings.ShouldHaveSingleItem().ShouldStartWith("support@contoso.example: the service asks to slow down (429: Application is over its MailboxConcurrency limit); the next call waits 1 s.");
        PSObject summary = result.Output.ShouldHaveSingleItem();
        summary.Properties["Verdict"].Value.ToString().ShouldBe("Complete");
        summary.Properties["Done"].Value.ShouldBe(60L);
        ((TimeSpan)summary.Properties["Throttled"].Value).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(0.9));
        ((int)summary.Properties["LowestLanes"].Value).ShouldBe(1);
        ((int)summary.Properties["LearnedLanes"].Value).ShouldBeInRange(1, 4);
        ((int)summary.Properties["LearnedCeiling"].Value).ShouldBeGreaterThanOrEqualTo(4);
    }

    [Fact]
    public void WarnsOnceForAMailboxWhenItIsListed()
    {
        _session.Server.Faults.OnNext(CallKind.ListItems, FaultKind.Throttled, times: 2);

        ShellResult result = Run("$names[0] | Get-MailboxItem");

        result.Warnings.ShouldHaveSingleItem().ShouldContain("the service asks to slow down (429");
    }

    [Fact]
    public void TellsNothingWhenNothingHadToWait()
    {
        ShellResult result = Run("$names[0] | Export-MailboxItem -DestinationPath $path");

        result.Warnings.ShouldBeEmpty();
        result.Output.ShouldHaveSingleItem().Properties["Throttled"].Value.ShouldBe(TimeSpan.Zero);
    }

    private string Add()
    {
        SandboxMailbox mailbox = _session.Server.Tenant.AddMailbox(Guid.NewGuid(), MailboxKind.Primary, MailboxLanguage.English);
        mailbox.AddItems(mailbox.AddFolder("Mail"), 1, size: 100);
        return mailbox.Id;
    }

    private ShellResult Run(string script, params (string Name, object? Value)[] variables) => _session.Run(script, [("names", _names), ("path", _path), .. variables]);
}

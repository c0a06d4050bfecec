using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using Shouldly;

namespace MailboxImportExport.Tests.Transfer.Soak;

/// <summary>
/// What a user does while the service fails by chance: runs the same line again until nothing is left to do. After each run what the module
/// says is compared with what the service has seen.
/// </summary>
internal abstract class SoakJob(SoakScene scene)
{
    // Three in which calls are sent to nowhere, and then as many as it takes until no answer of an import is lost any more.
    private const int MostRuns = 12;
    private readonly List<MailboxTransferSummary> _summaries = [];

    public abstract string Name { get; }

    /// <summary>Runs and calls that it took.</summary>
    public int Runs { get; private set; }

    public int Calls { get; private set; }

    public TimeSpan Throttled => TimeSpan.FromTicks(_summaries.Sum(static s => s.Throttled.Ticks));

    /// <summary>Whether ids are asked for that name nothing.</summary>
    protected virtual bool HasGhosts => false;

    protected SoakScene Scene => scene;

    protected SoakStrikes Strikes { get; private set; } = null!;

    /// <summary>Does all of it.</summary>
    public async Task RunAsync()
    {
        for (Runs = 1; Runs <= MostRuns; Runs++)
        {
            scene.Sandbox.Requests.Clear();
            Strikes = new SoakStrikes(scene.Server.Faults);
            scene.Faults.Begin(scene.Seed, Runs, HasGhosts);
            bool isDone = await RunOnceAsync();
            scene.Faults.End();
            await scene.Sandbox.Requests.WhenIdleAsync();
            Calls += scene.Sandbox.Requests.Seen;
            if (isDone)
            {
                return;
            }
        }

        string last = string.Join("; ", _summaries.TakeLast(5).Select(static s => $"{s} {string.Join(", ", s.Reasons)}"));
        throw new InvalidOperationException($"{Name}: {MostRuns} runs did not bring everything. {last}");
    }

    /// <summary>Runs the line once and checks its account; true when there was nothing left to do.</summary>
    protected abstract Task<bool> RunOnceAsync();

    /// <summary>Runs to the end, or to a failure that ends a run.</summary>
    protected async Task<MailboxImportExportException?> EndAsync(Func<Task> run)
    {
        try
        {
            await run();
            return null;
        }
        catch (MailboxImportExportException e)
        {
            // Only being sent to nowhere may end a run, and a new token that is refused like the one before.
            bool mayEnd = Strikes.Redirects() > 0 || (e.Kind == FailureKind.TokenRefused && Strikes.Of(FaultKind.TokenExpired) > 1);
            mayEnd.ShouldBeTrue(e.ToString());
            return e;
        }
    }

    /// <summary>What holds of every account.</summary>
    protected MailboxTransferSummary Account(IReadOnlyList<MailboxTransferSummary> summaries)
    {
        MailboxTransferSummary summary = summaries.ShouldHaveSingleItem();
        summary.Requested.ShouldBe(summary.Done + summary.Skipped + summary.Gone + summary.FailedCount + summary.Pending);
        summary.Failed.Count.ShouldBe((int)Math.Min(summary.FailedCount, 10_000));
        summary.LearnedLanes.ShouldBeInRange(1, 4);
        _summaries.Add(summary);
        return summary;
    }
}

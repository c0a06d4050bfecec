using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Transport;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Import;

/// <summary>Imports that wait for their turn longer than a session lasts.</summary>
public sealed class SessionTests
{
    private const int Items = 2;
    private const int Size = 1_000_000;

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task SendsEachItemThroughASessionThatLasts()
    {
        // Room for one body in five minutes, and sessions of three.
        WatchedTime time = new();
        TransportOptions transport = LongTransport.Options with { Limits = new CallLimits { UploadBytes = 3 * Size / 2 } };
        await using ExportedFolder folder = await ExportedFolder.CreateAsync(time, transport, static (mailbox, source) => mailbox.AddItems(source, Items, Size));
        folder.Sandbox.Switches.ImportSessionLifetime = TimeSpan.FromMinutes(3);

        Task<MailboxTransferSummary> import = folder.ImportAsync();
        await Task.WhenAll(folder.Output.First, time.Waits).WaitAsync(Guard);
        time.Advance(Window);

        MailboxTransferSummary summary = await import.WaitAsync(Guard);
        summary.Verdict.ShouldBe(TransferVerdict.Complete);
        summary.Done.ShouldBe(Items);
        folder.Sandbox.Requests.Of(CallKind.ImportItem).Select(static r => r.Status).ShouldBe(Enumerable.Repeat(200, Items));
    }

    /// <summary>A clock that tells when somebody begins to wait for a window of the budget.</summary>
    private sealed class WatchedTime() : FakeTimeProvider(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero))
    {
        private readonly TaskCompletionSource _waits = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Waits => _waits.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime > Window / 2 && dueTime <= Window)
            {
                _waits.TrySetResult();
            }

            return timer;
        }
    }
}

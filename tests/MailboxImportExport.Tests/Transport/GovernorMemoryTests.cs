using System;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Transport;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transport;

/// <summary>A process may work for ten thousand mailboxes, one after the other.</summary>
public sealed class GovernorMemoryTests
{
    private readonly RecordingLog _log = new();
    private readonly FakeTimeProvider _time = new();
    private readonly CallGovernor _governor;

    public GovernorMemoryTests() => _governor = new CallGovernor(new TransportOptions { Limits = GovernorCalls.Small }, _time);

    [Fact]
    public async Task ForgetsMailboxesThatNobodyCallsAnyMore()
    {
        for (int i = 0; i < 10_000; i++)
        {
            (await _governor.EnterAsync($"mailbox {i}", 10, CancellationToken.None)).Dispose();
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        // Those of the last ten minutes, and the minute until somebody looks.
        _governor.Mailboxes.ShouldBeLessThan(700);
    }

    [Fact]
    public async Task RemembersMailboxesOfWhichSomethingCounts()
    {
        CallPlace running = await _governor.EnterAsync("running", 0, CancellationToken.None);
        PacingWatch watch = _governor.Watch("watched", "adele", _log);
        await _governor.RefuseAsync("paused", 3600);
        await _governor.RefuseAsync("refused", 1);
        _time.Advance(TimeSpan.FromMinutes(11));

        (await _governor.EnterAsync("other", 0, CancellationToken.None)).Dispose();

        _governor.Mailboxes.ShouldBe(4);
        _governor.EnterAsync("paused", 0, CancellationToken.None).IsCompleted.ShouldBeFalse();
        await _governor.RefuseAsync("watched", 30);
        _time.Advance(TimeSpan.FromSeconds(30));
        watch.Throttled.ShouldBe(TimeSpan.FromSeconds(30));
        running.Dispose();
    }
}

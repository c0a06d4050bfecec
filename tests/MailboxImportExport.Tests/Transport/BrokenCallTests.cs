using System;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Transport;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transport;

/// <summary>Calls whose outcome is not known, and calls that are not made after all.</summary>
public sealed class BrokenCallTests
{
    private const string Mailbox = "MBX:1@2";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task WaitsTheLongerTheOftenerItDoesNotKnow()
    {
        CallGovernor governor = new(new TransportOptions(), _time);

        foreach (int seconds in new[] { 1, 2, 4, 8, 16, 32, 60, 60 })
        {
            await BreakAsync(governor);
            Task<CallPlace> next = EnterAsync(governor);
            _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
            next.IsCompleted.ShouldBeFalse();
            _time.Advance(TimeSpan.FromMilliseconds(1));
            (await next).Dispose();
        }
    }

    [Fact]
    public async Task BeginsAnewWhenACallHasGoneWell()
    {
        CallGovernor governor = new(new TransportOptions(), _time);
        await BreakAsync(governor);
        _time.Advance(TimeSpan.FromSeconds(1));
        await BreakAsync(governor);
        _time.Advance(TimeSpan.FromSeconds(2));
        using (CallPlace place = await EnterAsync(governor))
        {
            place.Succeed();
        }

        await BreakAsync(governor);
        _time.Advance(TimeSpan.FromSeconds(1));

        (await EnterAsync(governor)).Dispose();
    }

    [Fact]
    public async Task CountsCallsThatBrokeTogetherOnce()
    {
        CallGovernor governor = new(new TransportOptions(), _time);
        CallPlace[] places = [await EnterAsync(governor), await EnterAsync(governor), await EnterAsync(governor)];

        foreach (CallPlace place in places)
        {
            place.Break();
            place.Dispose();
        }

        _time.Advance(TimeSpan.FromSeconds(1));
        (await EnterAsync(governor)).Dispose();
    }

    [Fact]
    public async Task GivesBackWhatACallThatIsNotMadeWouldHaveUsed()
    {
        CallGovernor governor = new(new TransportOptions { Limits = new CallLimits { UploadBytes = 1000 } }, _time);
        using (CallPlace place = await EnterAsync(governor, 900))
        {
            place.Settle(0);
        }

        (await EnterAsync(governor, 900)).Dispose();
        EnterAsync(governor, 900).IsCompleted.ShouldBeFalse();
    }

    private static Task<CallPlace> EnterAsync(CallGovernor governor, long bytes = 0) => governor.EnterAsync(Mailbox, bytes, CancellationToken.None);

    private static async Task BreakAsync(CallGovernor governor)
    {
        using CallPlace place = await EnterAsync(governor);
        place.Break();
    }
}

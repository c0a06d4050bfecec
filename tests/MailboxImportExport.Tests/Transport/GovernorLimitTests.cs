using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Transport;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transport;

/// <summary>What holds for all mailboxes of an application: how many calls at once, and what its connections want.</summary>
public sealed class GovernorLimitTests
{
    private readonly RecordingLog _log = new();
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task LowersTheSharedCeilingWhenSeveralMailboxesAreRefusedAtOnce()
    {
        CallGovernor governor = new(TransportOptions.Default, _time);
        PacingWatch watch = governor.Watch("mailbox 0", "adele", _log);
        for (int i = 0; i < 3; i++)
        {
            using CallPlace place = await governor.EnterAsync($"mailbox {i}", 0, CancellationToken.None);
            place.Refuse(GovernorCalls.Throttled(1));
        }

        watch.Ceiling.ShouldBe(4);
    }

    [Fact]
    public async Task LeavesTheSharedCeilingAloneWhenTheServerIsBusyOrNoMailboxIsCalled()
    {
        CallGovernor governor = new(TransportOptions.Default, _time);
        PacingWatch watch = governor.Watch("mailbox 0", "adele", _log);
        for (int i = 0; i < 3; i++)
        {
            using CallPlace place = await governor.EnterAsync($"mailbox {i}", 0, CancellationToken.None);
            place.Refuse(new ServiceFault { StatusCode = 503 });
        }

        using CallPlace directory = await governor.EnterAsync(null, 0, CancellationToken.None);
        directory.Refuse(GovernorCalls.Throttled(1));

        watch.Ceiling.ShouldBe(8);
    }

    [Fact]
    public async Task RaisesTheSharedCeilingWhenCallsGoWellAndAllPlacesAreTaken()
    {
        CallGovernor governor = new(TransportOptions.Default, _time);
        PacingWatch watch = governor.Watch("mailbox 0", "adele", _log);
        List<CallPlace> inside = [];
        for (int i = 0; i < 8; i++)
        {
            inside.Add(await governor.EnterAsync($"mailbox {i}", 0, CancellationToken.None));
        }

        inside.ForEach(static place => place.Succeed());

        watch.Ceiling.ShouldBe(9);
    }

    [Fact]
    public async Task KeepsWithinTheSmallestNumberThatAConnectionWants()
    {
        CallGovernor governor = new(TransportOptions.Default, _time);
        List<Task<CallPlace>> before = governor.Enter("known", 4);
        using LimitClaim one = governor.Claim(new WantedLimits { MostLanes = 2, Requests = 20 });
        LimitClaim other = governor.Claim(new WantedLimits { MostLanes = 1, UploadBytes = 500, MostCeiling = 5 });
        using LimitClaim third = governor.Claim(new WantedLimits());

        governor.Limits.ShouldBe(new CallLimits { MostLanes = 1, Requests = 20, UploadBytes = 500, MostCeiling = 5 });
        governor.Enter("new", 4).Count(static t => t.IsCompleted).ShouldBe(1);
        before.GetRange(0, 3).ForEach(static t => t.Result.Dispose());
        CallPlace fourth = await before[3].WaitAsync(GovernorCalls.Guard);
        governor.Enter("known", 1)[0].IsCompleted.ShouldBeFalse();
        fourth.Dispose();
        (await governor.EnterAsync("upload", 500, CancellationToken.None)).Dispose();
        governor.EnterAsync("upload", 1, CancellationToken.None).IsCompleted.ShouldBeFalse();

        other.Dispose();
        governor.Limits.ShouldBe(new CallLimits { MostLanes = 2, Requests = 20 });
    }

    [Fact]
    public void MayHaveMoreThanUsualWhenThatIsWanted()
    {
        CallGovernor governor = new(new TransportOptions { Limits = GovernorCalls.Small }, _time);
        using LimitClaim claim = governor.Claim(new WantedLimits { Requests = 30 });

        Enumerable.Range(0, 30).ShouldAllBe(_ => EndsAtOnce(governor));
        EndsAtOnce(governor).ShouldBeFalse();
    }

    [Fact]
    public void GoesOnAtOnceWhenWhatAConnectionWantedIsGivenUp()
    {
        CallGovernor governor = new(TransportOptions.Default, _time);
        LimitClaim claim = governor.Claim(new WantedLimits { Requests = 1 });
        EndsAtOnce(governor).ShouldBeTrue();
        Task<CallPlace> next = governor.EnterAsync("a", 0, CancellationToken.None);
        next.IsCompleted.ShouldBeFalse();

        claim.Dispose();

        next.WaitAsync(GovernorCalls.Guard).ShouldNotThrow();
    }

    private static bool EndsAtOnce(CallGovernor governor)
    {
        Task<CallPlace> call = governor.EnterAsync("a", 0, CancellationToken.None);
        if (call.IsCompletedSuccessfully)
        {
            call.Result.Dispose();
        }

        return call.IsCompletedSuccessfully;
    }
}

using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Transport;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transport;

public sealed class RetryPolicyTests
{
    private readonly SkippingTime _time = new();
    private readonly RecordingLog _log = new();
    private int _attempts;

    [Fact]
    public async Task DoublesItsPauseUpToTheLongestWhenTheServiceNamesNone()
    {
        await Should.ThrowAsync<IOException>(() => RunAsync(static () => new IOException("broken")));

        _attempts.ShouldBe(8);
        _time.Waits.Select(static w => w.TotalSeconds).ShouldBe([1, 2, 4, 8, 16, 32, 60]);
    }

    [Theory]
    [InlineData(0.0, 0.5)]
    [InlineData(0.5, 0.75)]
    [InlineData(1.0, 1.0)]
    public async Task PausesBetweenHalfAndAllWhenJitterSaysSo(double jitter, double first)
    {
        await Should.ThrowAsync<IOException>(() => RunAsync(static () => new IOException("broken"), jitter: jitter));

        _time.Waits.First().TotalSeconds.ShouldBe(first);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(5, 5)]
    [InlineData(90, 90)]
    public async Task PausesForTheLongerOfBothWhenTheServiceNamesATime(int asked, int expected)
    {
        await RunAsync(() => _attempts == 1 ? Throttled(TimeSpan.FromSeconds(asked)) : null);

        _attempts.ShouldBe(2);
        _time.Waits.Single().ShouldBe(TimeSpan.FromSeconds(expected));
    }

    [Fact]
    public async Task TakesItsOwnPauseWhenItHasGrownLonger()
    {
        await RunAsync(() => _attempts <= 4 ? Throttled(TimeSpan.FromSeconds(3)) : null);

        _time.Waits.Select(static w => w.TotalSeconds).ShouldBe([3, 3, 4, 8]);
    }

    [Fact]
    public async Task GivesTheResultWhenARepetitionSucceeds()
    {
        (await RunAsync(() => _attempts < 3 ? new TimeoutException() : null)).ShouldBe("done");

        _attempts.ShouldBe(3);
    }

    [Fact]
    public async Task DoesNotRepeatWhenOneAttemptIsAllowed()
    {
        TransportOptions once = TransportOptions.Default with { Attempts = 1 };

        await Should.ThrowAsync<IOException>(() => RunAsync(static () => new IOException("broken"), options: once));

        _attempts.ShouldBe(1);
    }

    [Fact]
    public async Task GivesUpWhenTheTimeOfACallIsUsedUp()
    {
        TransportOptions minutes = TransportOptions.Default with { ThrottledTime = TimeSpan.FromMinutes(5) };

        await Should.ThrowAsync<MailboxServiceException>(() => RunAsync(static () => Throttled(TimeSpan.FromSeconds(100)), options: minutes));

        _attempts.ShouldBe(3);
    }

    [Fact]
    public async Task GoesOnWhenTheServiceAsksToSlowDownMoreOftenThanACallMayFail()
    {
        await RunAsync(() => _attempts <= 30 ? Throttled(TimeSpan.FromSeconds(60)) : null);

        _attempts.ShouldBe(31);
    }

    [Fact]
    public async Task WaitsForMostOfAnHourWhenTheServiceWantsIt()
    {
        await RunAsync(() => _attempts == 1 ? Throttled(TimeSpan.FromMinutes(50)) : null);

        _time.Waits.Single().ShouldBe(TimeSpan.FromMinutes(50));
    }

    [Fact]
    public async Task EndsWhenTheServiceAsksToSlowDownWithoutEnd()
    {
        TransportOptions atOnce = new() { FirstDelay = TimeSpan.Zero, LongestDelay = TimeSpan.Zero };

        await Should.ThrowAsync<MailboxServiceException>(() => RunAsync(static () => Throttled(TimeSpan.Zero), options: atOnce));

        _attempts.ShouldBe(300);
    }

    [Fact]
    public async Task WaitsForTwoHoursWhenTheServiceAsksToSlowDownAndNamesNoTime()
    {
        await Should.ThrowAsync<MailboxServiceException>(() => RunAsync(static () => Refused(429), jitter: 0));

        TimeSpan waited = _time.Waits.Aggregate(TimeSpan.Zero, static (sum, wait) => sum + wait);
        waited.ShouldBe(TimeSpan.FromHours(2), tolerance: TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task CountsOnlyOtherFailuresWhenBothHappen()
    {
        await Should.ThrowAsync<IOException>(() => RunAsync(() => _attempts % 2 == 0 ? new IOException("broken") : Throttled(TimeSpan.FromSeconds(1))));

        _attempts.ShouldBe(16);
    }

    [Theory]
    [InlineData(7200)]
    [InlineData(99_999_999)]
    public async Task GivesUpAtOnceWhenTheServiceAsksForMoreTimeThanTheCallHas(int asked)
    {
        MailboxServiceException thrown = await Should.ThrowAsync<MailboxServiceException>(() => RunAsync(() => Throttled(TimeSpan.FromSeconds(asked))));

        thrown.Kind.ShouldBe(FailureKind.ServiceThrottled);
        _attempts.ShouldBe(1);
        _time.Waits.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task NeverRepeatsAnUnknownOutcomeWhenOnlyRefusalsMayBeRepeated(int status)
    {
        await Should.ThrowAsync<MailboxServiceException>(() => RunAsync(() => Refused(status), Repeat.WhenRefused));

        _attempts.ShouldBe(1);
    }

    [Fact]
    public async Task RepeatsARefusalWhenOnlyRefusalsMayBeRepeated()
    {
        await RunAsync(() => _attempts == 1 ? Refused(503) : null, Repeat.WhenRefused);

        _attempts.ShouldBe(2);
    }

    [Fact]
    public async Task TellsWhyAndWhenWhenItRepeats()
    {
        await RunAsync(() => _attempts == 1 ? new IOException("broken") : null);

        _log.DebugLines.ShouldHaveSingleItem().ShouldBe("Attempt 1 failed (IOException: broken); next in 1.0 s");
    }

    [Fact]
    public async Task EndsAtOnceWhenItIsCancelledInAPause()
    {
        using CancellationTokenSource cancel = new();
        FakeTimeProvider standing = new();
        TaskCompletionSource failed = new();
        RetryPolicy policy = new(TransportOptions.Default, standing, static () => 1);
        Task<string> run = policy.RunAsync<string>(
            (_, _) =>
            {
                _attempts++;
                failed.TrySetResult();
                throw new IOException("broken");
            },
            Repeat.Always,
            null,
            _log,
            cancel.Token);

        await failed.Task;
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => run.WaitAsync(TimeSpan.FromSeconds(30)));
        _attempts.ShouldBe(1);
    }

    [Fact]
    public async Task DoesNotRepeatWhenTheAttemptWasCancelled()
    {
        using CancellationTokenSource cancel = new();

        await Should.ThrowAsync<Exception>(() => RunAsync(
            () =>
            {
                cancel.Cancel();
                return new IOException("broken");
            },
            token: cancel.Token));

        _attempts.ShouldBe(1);
    }

    [Fact]
    public async Task RepeatsWhatFailedAtOnceWhenItHadToWaitLongToBeLetIn()
    {
        await RunAsync(() => _attempts == 1 ? Refused(503) : null, waits: TimeSpan.FromHours(1));

        _attempts.ShouldBe(2);
    }

    [Fact]
    public async Task GivesUpWhenItWasTriedForTooLong()
    {
        await Should.ThrowAsync<IOException>(() => RunAsync(static () => new IOException("broken"), takes: TimeSpan.FromMinutes(12)));

        _attempts.ShouldBe(3);
    }

    [Fact]
    public async Task RepeatsAFailureThatFollowsALongPause()
    {
        await RunAsync(() => _attempts switch
        {
            1 => Throttled(TimeSpan.FromMinutes(50)),
            2 => new IOException("broken"),
            _ => null,
        });

        _attempts.ShouldBe(3);
    }

    [Fact]
    public async Task WaitsForMostOfAnHourWhenTheServiceIsUnavailableAndSaysHowLong()
    {
        await RunAsync(() => _attempts <= 10 ? Refused(503, TimeSpan.FromMinutes(_attempts == 1 ? 50 : 1)) : null);

        _attempts.ShouldBe(11);
        _time.Waits.First().ShouldBe(TimeSpan.FromMinutes(50));
    }

    [Fact]
    public async Task CountsAsFailuresWhenTheServiceIsUnavailableAndDoesNotSayHowLong()
    {
        await Should.ThrowAsync<MailboxServiceException>(() => RunAsync(static () => Refused(503, TimeSpan.Zero)));

        _attempts.ShouldBe(8);
    }

    [Fact]
    public async Task RepeatsLessOftenWhatCanBeAskedForInSmallerParts()
    {
        await Should.ThrowAsync<MailboxImportExportException>(() => RunAsync(static () => Errors.AnswerInvalid("it is cut off."), attemptsAtSize: 3));
        _attempts.ShouldBe(3);

        await Should.ThrowAsync<MailboxServiceException>(() => RunAsync(static () => Refused(503), attemptsAtSize: 3));
        _attempts.ShouldBe(3 + 8);
    }

    private static MailboxServiceException Throttled(TimeSpan retryAfter)
        => Errors.Service(FailureKind.ServiceThrottled, "testing", null, new ServiceFault { StatusCode = 429, RetryAfter = retryAfter });

    private static MailboxServiceException Refused(int status, TimeSpan? retryAfter = null)
        => Errors.Service(FailureKind.ServiceUnavailable, "testing", null, new ServiceFault { StatusCode = status, RetryAfter = retryAfter });

    private Task<string> RunAsync(
        Func<Exception?> outcome,
        Repeat repeat = Repeat.Always,
        TransportOptions? options = null,
        double jitter = 1,
        TimeSpan waits = default,
        TimeSpan takes = default,
        int? attemptsAtSize = null,
        CancellationToken token = default)
    {
        RetryPolicy policy = new(options ?? TransportOptions.Default, _time, () => jitter);
        return policy.RunAsync(
            (tried, _) =>
            {
                _attempts++;
                _time.Advance(waits);
                using TriedTime.Span span = tried.Begin();
                _time.Advance(takes);
                return outcome() is Exception exception ? Task.FromException<string>(exception) : Task.FromResult("done");
            },
            repeat,
            attemptsAtSize,
            _log,
            token);
    }
}

using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using Polly;
using Polly.Retry;

namespace MailboxImportExport.Transport;

/// <summary>
/// The one retry of the module: around the whole call, sending and reading. It waits the longer of its own back-off and what
/// the service asks for, and it ends at once when the run is cancelled.
/// </summary>
internal sealed class RetryPolicy
{
    private static readonly ResiliencePropertyKey<Run> RunKey = new("run");

    private readonly TransportOptions _options;
    private readonly TimeProvider _time;
    private readonly Func<double> _jitter;
    private readonly ResiliencePipeline _pipeline;

    /// <param name="options">Attempts and delays.</param>
    /// <param name="time">The clock that is waited on.</param>
    /// <param name="jitter">A number from 0 to 1 for each delay; tests give a fixed one.</param>
    public RetryPolicy(TransportOptions options, TimeProvider time, Func<double> jitter)
    {
        _options = options;
        _time = time;
        _jitter = jitter;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                // The first send is not a retry. Polly takes no zero; ShouldRetry counts as well.
                MaxRetryAttempts = Math.Max(1, options.MostAttempts - 1),
                ShouldHandle = args => new ValueTask<bool>(ShouldRetry(args)),
                DelayGenerator = args => new ValueTask<TimeSpan?>(Delay(args.AttemptNumber, args.Outcome.Exception)),
                OnRetry = OnRetryAsync,
            })
            .Build();
    }

    /// <summary>Runs a call until it succeeds, must not be repeated, or has been repeated often enough.</summary>
    /// <param name="operation">Makes a new request for every attempt, and tells when that is let in.</param>
    /// <param name="repeat">Whether the call may be sent again when its outcome is unknown.</param>
    /// <param name="attemptsAtSize">Sends of what can be asked for in smaller parts, where that may help; null when it cannot.</param>
    /// <param name="log">Told of every repetition.</param>
    /// <param name="cancellationToken">Ends also a pause.</param>
    public async Task<T> RunAsync<T>(
        Func<TriedTime, CancellationToken, Task<T>> operation,
        Repeat repeat,
        int? attemptsAtSize,
        IRunLog log,
        CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        TriedTime tried = new(_time);
        context.Properties.Set(RunKey, new Run(repeat, log, tried, attemptsAtSize ?? int.MaxValue));
        try
        {
            return await _pipeline.ExecuteAsync(
                static async (c, o) => await o.Operation(o.Tried, c.CancellationToken).ConfigureAwait(c.ContinueOnCapturedContext),
                context,
                (Operation: operation, Tried: tried)).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private bool ShouldRetry(RetryPredicateArguments<object> args)
    {
        if (args.Outcome.Exception is not Exception exception || args.Context.CancellationToken.IsCancellationRequested)
        {
            return false;
        }

        Run run = args.Context.Properties.GetValue(RunKey, null!);
        bool isThrottled = RetryTable.IsThrottled(exception);
        run.Failures += isThrottled ? 0 : 1;
        run.FailuresOfSize += RetryTable.MayBeSize(exception) ? 1 : 0;
        TimeSpan spent = isThrottled ? run.Throttled : run.Tried.Total;
        return run.Failures < _options.Attempts
            && run.FailuresOfSize < run.AttemptsAtSize
            && args.AttemptNumber + 1 < _options.MostAttempts
            && spent + Asked(exception) < (isThrottled ? _options.ThrottledTime : _options.TotalTime)
            && RetryTable.ShouldRetry(exception, run.Repeat);
    }

    private static TimeSpan Asked(Exception? exception) => (exception as MailboxServiceException)?.RetryAfter ?? TimeSpan.Zero;

    private TimeSpan Delay(int attempt, Exception? exception)
    {
        double factor = Math.Pow(2, Math.Min(attempt, 16));
        double seconds = Math.Min(_options.FirstDelay.TotalSeconds * factor, _options.LongestDelay.TotalSeconds);

        // Between half and the whole of it, so that lanes that failed together do not come back together.
        TimeSpan own = TimeSpan.FromSeconds(seconds * (0.5 + (0.5 * _jitter())));
        TimeSpan asked = Asked(exception);
        return asked > own ? asked : own;
    }

    private static ValueTask OnRetryAsync(OnRetryArguments<object> args)
    {
        Run run = args.Context.Properties.GetValue(RunKey, null!);
        run.Throttled += RetryTable.IsThrottled(args.Outcome.Exception!) ? args.RetryDelay : TimeSpan.Zero;
        string seconds = args.RetryDelay.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
        run.Log.Debug($"Attempt {args.AttemptNumber + 1} failed ({args.Outcome.Exception!.GetType().Name}: {args.Outcome.Exception.Message}); next in {seconds} s");
        return default;
    }

    private sealed record Run(Repeat Repeat, IRunLog Log, TriedTime Tried, int AttemptsAtSize)
    {
        /// <summary>Pauses because the service asked to slow down.</summary>
        public TimeSpan Throttled { get; set; }

        /// <summary>Attempts that failed for another reason than being too many.</summary>
        public int Failures { get; set; }

        /// <summary>Those among them that a smaller answer may not have.</summary>
        public int FailuresOfSize { get; set; }
    }
}

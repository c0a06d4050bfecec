using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Identity;

namespace MailboxImportExport.Sandbox.Throttling;

/// <summary>
/// The limits of the mailbox service on each application and mailbox (Microsoft Graph service-specific throttling limits, Outlook). What is beyond
/// them is refused with 429. An archive is a mailbox of its own, and calls that concern no mailbox are not counted.
/// </summary>
internal sealed class ServiceLimits : ICallStep
{
    private const long BinaryMegabyte = 1024 * 1024;
    private const long DecimalMegabyte = 1000 * 1000;
    private const long UploadMegabytes = 150;

    private readonly object _lock = new();
    private readonly Dictionary<string, Usage> _mailboxes = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Usage> _applications = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<LimitKind, int> _refused = new();
    private TaskCompletionSource _firstRefusal = NewSource();

    /// <summary>Whether calls beyond a limit are refused; they are counted in any case.</summary>
    public bool AreEnforced { get; set; } = true;

    /// <summary>How many calls may run at the same time.</summary>
    public int ConcurrentCalls { get; set; } = 4;

    /// <summary>How long a caller with too many calls at the same time is told to wait.</summary>
    public TimeSpan ConcurrencyPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many calls there may be.</summary>
    public RateLimit Requests { get; set; } = new(10_000, TimeSpan.FromMinutes(10));

    /// <summary>
    /// How many bytes the bodies of calls may have. A body that begins within the limit may end beyond it. With MB of 1,048,576 bytes; where the
    /// switch wants the smaller ones, it allows as much less.
    /// </summary>
    public RateLimit UploadBytes { get; set; } = new(UploadMegabytes * BinaryMegabyte, TimeSpan.FromMinutes(5));

    /// <summary>How many times as much as one mailbox all mailboxes of an application may have together, besides; 0 for any number.</summary>
    public int SharedTimes { get; set; }

    /// <summary>The most calls that one application has had running on one mailbox.</summary>
    public int MostAtOnce => Most(_mailboxes);

    /// <summary>The most calls that one application has had running on all mailboxes.</summary>
    public int MostAtOnceTogether => Most(_applications);

    /// <summary>How many calls have been refused for a limit.</summary>
    public int Refused(LimitKind limit) => _refused.GetValueOrDefault(limit);

    /// <summary>Waits until a call has been refused.</summary>
    public Task WaitUntilRefusedAsync() => _firstRefusal.Task;

    /// <summary>Forgets what has been done and refused; no call may be under way.</summary>
    public void Restart()
    {
        lock (_lock)
        {
            _mailboxes.Clear();
            _applications.Clear();
            _refused.Clear();
            _firstRefusal = NewSource();
        }
    }

    /// <summary>Makes the limits smaller, so that a test reaches them soon: the windows by one factor, the amounts by another.</summary>
    public void Divide(double time, double amount)
    {
        Requests = Requests.Divide(time, amount);
        UploadBytes = UploadBytes.Divide(time, amount);
    }

    public async Task InvokeAsync(CallContext call, CallHandler next)
    {
        if (!call.Values.TryGetValue("mailbox", out string? mailbox))
        {
            await next(call);
            return;
        }

        IReadOnlyList<(Usage Usage, LimitAmounts Limits)> scopes = Scopes(call, mailbox);
        if (Enter(call, scopes) is Refusal refusal)
        {
            _refused.AddOrUpdate(refusal.Limit, 1, static (_, count) => count + 1);
            _firstRefusal.TrySetResult();
            throw Throttled.Error(call, refusal.Limit, refusal.Limit == LimitKind.Concurrency ? ConcurrencyPause : refusal.Pause);
        }

        long announced = call.Request.ContentLength ?? 0;
        Upload(call, scopes, announced);
        try
        {
            await next(call);
        }
        finally
        {
            Upload(call, scopes, Math.Max(0, call.Record.BodyLength - announced));
            Leave(scopes);
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static bool SpendsUploads(CallContext call)
        => call.Request.Method is "POST" or "PATCH" or "PUT" || call.Sandbox.Switches.UploadLimitRefusesReading;

    // Not verified here: who makes a token up is refused a little later.
    private static string Application(CallContext call) => (call.Host == CallHost.Import
        ? Jwt.Parse(call.Request.Query["authtoken"].ToString())?.Claim("appid")
        : call.Caller?.ApplicationId.ToString("D")) ?? string.Empty;

    private static Usage UsageOf(Dictionary<string, Usage> usages, string key)
    {
        if (!usages.TryGetValue(key, out Usage? usage))
        {
            usage = new Usage();
            usages.Add(key, usage);
        }

        return usage;
    }

    /// <summary>What a call counts for, and how much is allowed there: the mailbox, and all mailboxes of the application.</summary>
    private IReadOnlyList<(Usage Usage, LimitAmounts Limits)> Scopes(CallContext call, string mailbox)
    {
        SandboxSwitches switches = call.Sandbox.Switches;
        RateLimit uploads = switches.UploadLimitIsDecimal ? UploadBytes with { Amount = UploadBytes.Amount * DecimalMegabyte / BinaryMegabyte } : UploadBytes;
        LimitAmounts limits = new(ConcurrentCalls, Requests, uploads);
        int times = switches.LimitsSpanMailboxes ? 1 : SharedTimes;
        string application = Application(call);
        lock (_lock)
        {
            return
            [
                (UsageOf(_mailboxes, $"{application} {mailbox}"), limits),
                (UsageOf(_applications, application), times > 0 ? limits.Times(times) : LimitAmounts.None),
            ];
        }
    }

    private Refusal? Enter(CallContext call, IReadOnlyList<(Usage Usage, LimitAmounts Limits)> scopes)
    {
        DateTimeOffset now = call.Sandbox.Clock.GetUtcNow();
        bool isUpload = SpendsUploads(call);
        lock (_lock)
        {
            Refusal? refusal = !AreEnforced ? null : scopes
                .Select(scope => scope.Usage.Check(scope.Limits, now, isUpload))
                .OfType<Refusal>()
                .MaxBy(static refused => refused.Pause);
            foreach ((Usage usage, LimitAmounts limits) in scopes)
            {
                usage.Request(limits, now);
                if (refusal is null)
                {
                    usage.Enter();
                }
            }

            return refusal;
        }
    }

    private void Upload(CallContext call, IReadOnlyList<(Usage Usage, LimitAmounts Limits)> scopes, long bytes)
    {
        DateTimeOffset now = call.Sandbox.Clock.GetUtcNow();
        lock (_lock)
        {
            foreach ((Usage usage, LimitAmounts limits) in scopes)
            {
                usage.Upload(limits, now, bytes);
            }
        }
    }

    private void Leave(IReadOnlyList<(Usage Usage, LimitAmounts Limits)> scopes)
    {
        lock (_lock)
        {
            foreach ((Usage usage, LimitAmounts _) in scopes)
            {
                usage.Leave();
            }
        }
    }

    private int Most(Dictionary<string, Usage> usages)
    {
        lock (_lock)
        {
            return usages.Values.Select(static usage => usage.MostAtOnce).DefaultIfEmpty().Max();
        }
    }
}

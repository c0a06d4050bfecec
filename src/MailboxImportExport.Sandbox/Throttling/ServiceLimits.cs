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
    private const long UploadLimit = 150L * 1024 * 1024;
    private readonly ConcurrentDictionary<string, Usage> _usages = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<LimitKind, int> _refused = new();

    /// <summary>Whether calls beyond a limit are refused; they are counted in any case.</summary>
    public bool AreEnforced { get; set; } = true;

    /// <summary>How many calls may run at the same time.</summary>
    public int ConcurrentCalls { get; set; } = 4;

    /// <summary>How long a caller with too many calls at the same time is told to wait.</summary>
    public TimeSpan ConcurrencyPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many calls there may be.</summary>
    public RateLimit Requests { get; set; } = new(10_000, TimeSpan.FromMinutes(10));

    /// <summary>How many bytes the bodies of calls may have. A body that begins within the limit may end beyond it.</summary>
    public RateLimit UploadBytes { get; set; } = new(UploadLimit, TimeSpan.FromMinutes(5));

    /// <summary>The most calls that one application has had running on one mailbox.</summary>
    public int MostAtOnce => _usages.Values.Select(static usage => usage.MostAtOnce).DefaultIfEmpty().Max();

    /// <summary>How many calls have been refused for a limit.</summary>
    public int Refused(LimitKind limit) => _refused.GetValueOrDefault(limit);

    /// <summary>Makes the limits smaller, so that a test reaches them soon: the windows by one factor, the amounts by another.</summary>
    public void Divide(double time, double amount)
    {
        Requests = Requests.Divide(time, amount);
        UploadBytes = UploadBytes.Divide(time, amount);
    }

    public async Task InvokeAsync(CallContext call, CallHandler next)
    {
        if (Key(call) is not string key)
        {
            await next(call);
            return;
        }

        Usage usage = _usages.GetOrAdd(key, static _ => new Usage());
        if (usage.Enter(this, Now(call), SpendsUploads(call)) is Refusal refusal)
        {
            _refused.AddOrUpdate(refusal.Limit, 1, static (_, count) => count + 1);
            throw Refuse(call, refusal);
        }

        long announced = call.Request.ContentLength ?? 0;
        usage.Upload(this, Now(call), announced);
        try
        {
            await next(call);
        }
        finally
        {
            usage.Upload(this, Now(call), Math.Max(0, call.Record.BodyLength - announced));
            usage.Leave();
        }
    }

    private static bool SpendsUploads(CallContext call)
        => call.Request.Method is "POST" or "PATCH" or "PUT" || call.Sandbox.Switches.UploadLimitRefusesReading;

    private static DateTimeOffset Now(CallContext call) => call.Sandbox.Clock.GetUtcNow();

    /// <summary>Whose use of what a call is; null for calls without a mailbox.</summary>
    private static string? Key(CallContext call)
    {
        if (!call.Values.TryGetValue("mailbox", out string? mailbox))
        {
            return null;
        }

        // Not verified here: who makes a token up is refused a little later.
        string? application = call.Host == CallHost.Import
            ? Jwt.Parse(call.Request.Query["authtoken"].ToString())?.Claim("appid")
            : call.Caller?.ApplicationId.ToString("D");
        return call.Sandbox.Switches.LimitsSpanMailboxes ? application : $"{application} {mailbox}";
    }

    private static WireError Refuse(CallContext call, Refusal refusal)
    {
        SandboxSwitches switches = call.Sandbox.Switches;
        bool isSilent = refusal.Limit == LimitKind.UploadBytes && !switches.UploadLimitSaysRetryAfter;
        return Throttled.Error(call, Name(refusal.Limit), refusal.Pause, isSilent ? RetryAfterForm.Absent : switches.RetryAfterForm);
    }

    private static string Name(LimitKind limit) => limit switch
    {
        LimitKind.Concurrency => "MailboxConcurrency",
        LimitKind.Requests => "RequestCount",
        _ => "IncomingBytes",
    };
}

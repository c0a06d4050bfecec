using System;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Graph;
using MailboxImportExport.Sandbox.Import;
using MailboxImportExport.Sandbox.Throttling;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>What faults do to calls, as far as it happens before or behind their handlers.</summary>
internal static class FaultEffects
{
    public static async Task RunAsync(CallContext call, CallHandler next)
    {
        FaultKind fault = call.Fault!.Value;
        Faults faults = call.Sandbox.Faults;
        if (!FaultKinds.Fits(fault, call))
        {
            await next(call);
        }
        else if (FaultKinds.Damages.Contains(fault))
        {
            await DamageAsync(call, next);
        }
        else if (Refusal(call, fault) is WireError refusal)
        {
            faults.Strikes(call, fault);
            throw refusal;
        }
        else
        {
            await DisturbAsync(call, fault);
            await next(call);
        }
    }

    private static async Task DisturbAsync(CallContext call, FaultKind fault)
    {
        Faults faults = call.Sandbox.Faults;
        switch (fault)
        {
            case FaultKind.CutBeforeAnswer:
                faults.Strikes(call, fault);
                call.Cut();
                call.ThrowIfCut();
                break;
            case FaultKind.Stall:
                faults.Strikes(call, fault);
                await faults.StallAsync(call);
                break;
        }
    }

    private static WireError? Refusal(CallContext call, FaultKind fault) => fault switch
    {
        FaultKind.Throttled => Throttle(call, RetryAfterForm.Seconds),
        FaultKind.ThrottledUntilDate => Throttle(call, RetryAfterForm.Date),
        FaultKind.ThrottledWithoutTime => Throttle(call, RetryAfterForm.Absent),
        FaultKind.UploadThrottled => Throttled.Error(call, LimitKind.UploadBytes, call.Sandbox.Faults.Pause),
        FaultKind.Unavailable => new EmptyRefusal(503),
        FaultKind.GatewayTimeout => new EmptyRefusal(504),
        FaultKind.TokenExpired => new GraphError(401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired."),
        FaultKind.SessionExpired => new ImportError(401, "The import session has expired."),
        FaultKind.SessionRefused => new ImportError(403, "The import session is not accepted."),
        FaultKind.SessionMoved => ImportFolder.Elsewhere(ExpandedFolders.OtherPart(call.Sandbox.Tenant, call.Values["mailbox"])!),
        FaultKind.RedirectLoop when call.Kind != CallKind.ExportItems => Redirect(call, call.Sandbox.Authority),
        FaultKind.RedirectToForeignHost when call.Kind != CallKind.ExportItems => Redirect(call, $"https://{Faults.ForeignHost}"),
        _ => null,
    };

    private static WireError Throttle(CallContext call, RetryAfterForm form)
        => Throttled.Error(call, LimitKind.Concurrency, call.Sandbox.Faults.Pause, form);

    private static RedirectAnswer Redirect(CallContext call, string authority)
        => new(new Uri($"{authority}{call.Record.Path}{call.Record.Query}"));

    private static async Task DamageAsync(CallContext call, CallHandler next)
    {
        IFeatureCollection features = call.Http.Features;
        IHttpResponseBodyFeature whole = features.GetRequiredFeature<IHttpResponseBodyFeature>();
        await using DamagedBody body = new(call, whole.Stream);
        StreamResponseBodyFeature damaged = new(body, whole);
        features.Set<IHttpResponseBodyFeature>(damaged);
        try
        {
            await next(call);
            await damaged.CompleteAsync();
            await body.EndAsync();
        }
        finally
        {
            // A refusal goes out undamaged.
            features.Set(whole);
        }
    }
}

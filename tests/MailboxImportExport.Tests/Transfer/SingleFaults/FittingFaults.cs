using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Http;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.SingleFaults;

/// <summary>Which faults a call of a kind can meet.</summary>
internal static class FittingFaults
{
    // Those that any call can meet.
    private static readonly FaultKind[] Any =
    [
        FaultKind.Throttled,
        FaultKind.ThrottledUntilDate,
        FaultKind.ThrottledWithoutTime,
        FaultKind.Unavailable,
        FaultKind.GatewayTimeout,
        FaultKind.CutBeforeAnswer,
        FaultKind.AnswerLost,
        FaultKind.CutInBody,
        FaultKind.TruncatedBody,
        FaultKind.MalformedBody,
        FaultKind.Stall,
        FaultKind.StallInBody,
    ];

    private static readonly FaultKind[] Redirects = [FaultKind.RedirectLoop, FaultKind.RedirectToForeignHost];

    private static readonly FaultKind[] Exports = [FaultKind.MissingIds, FaultKind.CapitalizedError, FaultKind.ReversedOrder];

    private static readonly FaultKind[] Imports = [FaultKind.UploadThrottled, FaultKind.SessionExpired, FaultKind.SessionRefused, FaultKind.SessionMoved];

    /// <summary>Those that ask to come back later.</summary>
    public static readonly FaultKind[] Slowing
        = [FaultKind.Throttled, FaultKind.ThrottledUntilDate, FaultKind.ThrottledWithoutTime, FaultKind.UploadThrottled, FaultKind.Unavailable];

    public static IEnumerable<FaultKind> Of(CallKind call) => call switch
    {
        CallKind.ListItems => [.. Any, FaultKind.TokenExpired, .. Redirects],
        CallKind.ExportItems => [.. Any, FaultKind.TokenExpired, .. Redirects, .. Exports],
        CallKind.ImportItem => [.. Any, .. Imports],
        _ => [.. Any, FaultKind.TokenExpired],
    };

    /// <summary>The rows of a theory: names, because xUnit shows them.</summary>
    public static TheoryData<string, string> Rows(params CallKind[] calls)
    {
        TheoryData<string, string> rows = [];
        foreach (CallKind call in calls)
        {
            foreach (FaultKind fault in Of(call))
            {
                rows.Add(call.ToString(), fault.ToString());
            }
        }

        return rows;
    }

    /// <summary>The status of the call that met a fault; 0 when there was no answer.</summary>
    public static int StatusOf(FaultKind fault, CallKind call) => fault switch
    {
        FaultKind.Throttled or FaultKind.ThrottledUntilDate or FaultKind.ThrottledWithoutTime or FaultKind.UploadThrottled => 429,
        FaultKind.Unavailable => 503,
        FaultKind.GatewayTimeout => 504,
        FaultKind.TokenExpired or FaultKind.SessionExpired => 401,
        FaultKind.SessionRefused => 403,
        FaultKind.SessionMoved => 409,
        FaultKind.CutBeforeAnswer or FaultKind.AnswerLost or FaultKind.Stall or FaultKind.StallInBody => 0,
        FaultKind.RedirectLoop or FaultKind.RedirectToForeignHost when call != CallKind.ExportItems => 308,
        _ => 200,
    };

    /// <summary>Every fault and the calls that it is tried with.</summary>
    public static ILookup<FaultKind, CallKind> Calls(params CallKind[] calls)
        => calls.SelectMany(static call => Of(call).Select(fault => (fault, call))).ToLookup(static pair => pair.fault, static pair => pair.call);
}

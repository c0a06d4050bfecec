using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Graph;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>Kinds of faults, in groups that make sense together.</summary>
internal static class FaultKinds
{
    private const string Get = "GET";

    public static IReadOnlyList<FaultKind> All { get; } = Enum.GetValues<FaultKind>();

    /// <summary>Those after which nothing has been done: the same call once more is what is to be done about them.</summary>
    public static IReadOnlyList<FaultKind> Refusals { get; } =
    [
        FaultKind.Throttled,
        FaultKind.ThrottledUntilDate,
        FaultKind.ThrottledWithoutTime,
        FaultKind.UploadThrottled,
        FaultKind.Unavailable,
        FaultKind.GatewayTimeout,
        FaultKind.CutBeforeAnswer,
        FaultKind.TokenExpired,
        FaultKind.SessionExpired,
        FaultKind.SessionRefused,
    ];

    /// <summary>Those by which an answer does not arrive as a whole, although everything has been done.</summary>
    public static IReadOnlyList<FaultKind> LostAnswers { get; }
        = [FaultKind.AnswerLost, FaultKind.CutInBody, FaultKind.TruncatedBody, FaultKind.MalformedBody];

    /// <summary>Those that make the answer to an export unusual.</summary>
    public static IReadOnlyList<FaultKind> OddExports { get; } = [FaultKind.MissingIds, FaultKind.CapitalizedError, FaultKind.ReversedOrder];

    /// <summary>Those in which something is wrong with the body of the answer.</summary>
    public static IReadOnlyList<FaultKind> Damages { get; }
        = [FaultKind.CutInBody, FaultKind.TruncatedBody, FaultKind.MalformedBody, FaultKind.StallInBody];

    /// <summary>Tells whether a fault can happen to such a call at all.</summary>
    public static bool Fits(FaultKind fault, CallContext call) => fault switch
    {
        FaultKind.RedirectLoop or FaultKind.RedirectToForeignHost => IsMailboxGet(call) || call.Kind == CallKind.ExportItems,
        FaultKind.TokenExpired => call.Host == CallHost.Graph,
        FaultKind.UploadThrottled or FaultKind.SessionExpired or FaultKind.SessionRefused => call.Host == CallHost.Import,

        // What has no other part cannot have moved there.
        FaultKind.SessionMoved => call.Host == CallHost.Import && ExpandedFolders.OtherPart(call.Sandbox.Tenant, call.Values["mailbox"]) is not null,

        // A request inside a batch has no connection of its own.
        _ when Damages.Contains(fault) => call.Record.Batch is null,
        _ when OddExports.Contains(fault) => call.Kind == CallKind.ExportItems,
        _ => true,
    };

    private static bool IsMailboxGet(CallContext call)
        => string.Equals(call.Request.Method, Get, StringComparison.Ordinal) && call.Values.ContainsKey("mailbox");
}

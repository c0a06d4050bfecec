using System;
using System.IO;
using System.Net.Http;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transport;

/// <summary>What to do after a failure, one row a cause, each with its reason.</summary>
internal static class RetryTable
{
    /// <summary>Decides whether the same call is worth another attempt.</summary>
    public static bool ShouldRetry(Exception exception, Repeat repeat) => exception switch
    {
        MailboxServiceException e => ShouldRetry(e.StatusCode, repeat) || (repeat == Repeat.UntilSeen && IsUnseen(e)),

        // The service has not seen the request.
        HttpRequestException e when e.NothingWasSent() => true,

        BodyIncompleteException => true,

        // The line broke, or the answer stopped in the middle: what the service did with the request is unknown.
        HttpRequestException or IOException or TimeoutException => repeat != Repeat.WhenRefused,

        // A body cut off under status 200 arrives as JSON that does not end; the next answer is usually whole.
        MailboxImportExportException { Kind: FailureKind.ServiceAnswerInvalid } => repeat != Repeat.WhenRefused,
        _ => false,
    };

    /// <summary>Whether a refusal only asks to slow down: then waiting is all that is wanted, and it is no failure. 503 without a time may be one.</summary>
    public static bool IsThrottled(Exception exception)
        => exception is MailboxServiceException { StatusCode: 429 } || (exception is MailboxServiceException { StatusCode: 503, RetryAfter: TimeSpan asked } && asked > TimeSpan.Zero);

    /// <summary>Whether an answer with fewer entries may do better: this one broke off, or could not be put together in time.</summary>
    public static bool MayBeSize(Exception exception) => exception switch
    {
        MailboxServiceException e => e.StatusCode is 500 or 502 or 504,
        HttpRequestException e => !e.NothingWasSent(),
        MailboxImportExportException e => e.Kind is FailureKind.ServiceAnswerInvalid or FailureKind.ServiceUnavailable,
        IOException or TimeoutException => true,
        _ => false,
    };

    /// <summary>Whether the service may have done what was asked for although it does not say so: it has to be looked for before it is asked for again.</summary>
    public static bool MayBeDone(MailboxImportExportException exception) => exception switch
    {
        { Kind: FailureKind.MailboxFull } => false,
        MailboxServiceException { StatusCode: 408 or (>= 500 and not (501 or 503 or 505)) } => true,
        _ => exception.IsOutcomeUnknown,
    };

    private static bool ShouldRetry(int status, Repeat repeat) => status switch
    {
        // Throttled: nothing was done.
        429 => true,

        // Too busy to begin with it; documented together with Retry-After like 429.
        503 => true,

        // Time-outs and failures on the way or inside: it may have been done.
        408 or 500 or 502 or 504 or 509 => repeat != Repeat.WhenRefused,

        // The rest is an answer: asking again gives the same one. 401 is handled where the token is.
        _ => false,
    };

    // The directory has several copies, and the one that is asked may lag behind the one that was written to. Of status 400 only the text tells.
    private static bool IsUnseen(MailboxServiceException e) => e.StatusCode == 404
        || (e.StatusCode == 400 && e.ServiceMessage?.IndexOf("backing application", StringComparison.OrdinalIgnoreCase) >= 0);
}

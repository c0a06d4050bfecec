namespace MailboxImportExport.Sandbox.Http;

/// <summary>What can go wrong with a call although the caller has done nothing wrong.</summary>
internal enum FaultKind
{
    /// <summary>The caller is sent to the address it has just called.</summary>
    RedirectLoop,

    /// <summary>The caller is sent to a host that is none of the service.</summary>
    RedirectToForeignHost,

    /// <summary>429 that tells when to come back, in seconds.</summary>
    Throttled,

    /// <summary>429 that tells it as a date.</summary>
    ThrottledUntilDate,

    /// <summary>429 that does not tell it.</summary>
    ThrottledWithoutTime,

    /// <summary>429 because too many bytes have come; a switch says whether it tells when to come back.</summary>
    UploadThrottled,

    /// <summary>503 without a body.</summary>
    Unavailable,

    /// <summary>504 without a body.</summary>
    GatewayTimeout,

    /// <summary>The connection breaks, and nothing has been done.</summary>
    CutBeforeAnswer,

    /// <summary>The connection breaks before the answer, and everything has been done.</summary>
    AnswerLost,

    /// <summary>The connection ends in the middle of the body.</summary>
    CutInBody,

    /// <summary>The body ends in the middle, and the connection says nothing of it.</summary>
    TruncatedBody,

    /// <summary>The body is no JSON.</summary>
    MalformedBody,

    /// <summary>Nothing comes for a while.</summary>
    Stall,

    /// <summary>In the middle of the body, nothing more comes for a while.</summary>
    StallInBody,

    /// <summary>An export of several items silently lacks one.</summary>
    MissingIds,

    /// <summary>The member of refused items in an export is called <c>Error</c>.</summary>
    CapitalizedError,

    /// <summary>An export comes in the opposite of the order asked for.</summary>
    ReversedOrder,

    /// <summary>The access token has become too old.</summary>
    TokenExpired,

    /// <summary>The import session has become too old.</summary>
    SessionExpired,

    /// <summary>The import session is refused with 403.</summary>
    SessionRefused,

    /// <summary>The import session is of one part of an archive, and one of another part is wanted.</summary>
    SessionMoved,
}

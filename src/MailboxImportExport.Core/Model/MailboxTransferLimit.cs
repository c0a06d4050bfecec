namespace MailboxImportExport.Model;

/// <summary>A limit of the service for one application and one mailbox.</summary>
/// <remarks>Microsoft Graph documentation, page "Microsoft Graph service-specific throttling limits", Outlook service limits.</remarks>
public enum MailboxTransferLimit
{
    /// <summary>10,000 requests in ten minutes.</summary>
    Requests,

    /// <summary>Four requests at once, each as long as the calls of the measurement took.</summary>
    ConcurrentRequests,

    /// <summary>150 MB of uploaded bodies in five minutes; content grows by a third on the way (base64).</summary>
    UploadBytes,
}

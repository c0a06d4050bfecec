namespace MailboxImportExport.Model;

/// <summary>How far a failure reaches: an item, a mailbox, or the whole run. One place, so that all commands agree.</summary>
internal static class FailureScope
{
    /// <summary>No further item can survive it.</summary>
    public static bool EndsRun(FailureKind kind) => kind is
        FailureKind.Unexpected or FailureKind.NotConnected or FailureKind.HostNotAllowed or FailureKind.ServiceUnreachable
        or FailureKind.SignInFailed or FailureKind.TenantNotFound or FailureKind.ApplicationNotFound or FailureKind.ClientSecretInvalid
        or FailureKind.ClientSecretExpired or FailureKind.CertificateRefused or FailureKind.CertificateExpired or FailureKind.ConsentMissing
        or FailureKind.SignInBlocked or FailureKind.SignInRequired or FailureKind.ProxyRefused or FailureKind.ManagedIdentityUnavailable or FailureKind.TokenInvalid or FailureKind.TokenExpired
        or FailureKind.TokenRefused or FailureKind.EnvironmentNotSupported or FailureKind.SandboxNotFound
        or FailureKind.SpoolFull or FailureKind.FileNotWritable or FailureKind.ExportFolderInUse or FailureKind.ImportJournalInUse or FailureKind.ImportJournalDamaged
        or FailureKind.TooManyRefusals or FailureKind.ConfirmationRequired;

    /// <summary>It is about the mailbox that items go to: none of them can come in, whichever it is. A refusal may be about one of its folders.</summary>
    public static bool EndsTarget(FailureKind kind) => kind is
        FailureKind.TargetFolderNotFound or FailureKind.MailboxFull or FailureKind.MailboxNotFound or FailureKind.MailboxUnavailable or FailureKind.ServiceThrottled;

    /// <summary>It is about a mailbox: no further call on the same mailbox can succeed.</summary>
    public static bool EndsMailbox(FailureKind kind) => kind is
        FailureKind.MailboxRefused or FailureKind.DelegatedMailboxRefused or FailureKind.MailboxNotFound or FailureKind.MailboxUnavailable or FailureKind.MailboxFull
        or FailureKind.ArchiveNotFound or FailureKind.TargetFolderNotFound or FailureKind.MailboxNotRecognized or FailureKind.ServiceThrottled;
}

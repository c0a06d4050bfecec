using System;
using System.Management.Automation;
using MailboxImportExport.Model;

namespace MailboxImportExport.Pipeline;

/// <summary>The only table of error ids: exception in, id, category and target out. An id is never renamed.</summary>
internal static class ErrorTable
{
    public static ErrorDescription Describe(Exception exception, object? target) => exception switch
    {
        MailboxImportExportException e => new(e.Kind.ToString(), Category(e.Kind), target ?? e.Target),
        _ => new(nameof(FailureKind.Unexpected), ErrorCategory.NotSpecified, target),
    };

    private static ErrorCategory Category(FailureKind kind) => kind switch
    {
        FailureKind.NotConnected => ErrorCategory.ConnectionError,
        FailureKind.ServiceUnreachable or FailureKind.HostNotAllowed or FailureKind.ProxyRefused => ErrorCategory.ConnectionError,
        FailureKind.ServiceThrottled or FailureKind.MailboxFull => ErrorCategory.LimitsExceeded,
        FailureKind.SpoolFull or FailureKind.TooManyRefusals => ErrorCategory.LimitsExceeded,
        FailureKind.ServiceUnavailable or FailureKind.MailboxUnavailable => ErrorCategory.ResourceUnavailable,
        FailureKind.ManagedIdentityUnavailable or FailureKind.SandboxNotFound => ErrorCategory.ResourceUnavailable,
        FailureKind.ServiceRefused or FailureKind.ItemNotImported or FailureKind.ItemNotMoved or FailureKind.FolderNotEmpty or FailureKind.FolderProtected => ErrorCategory.InvalidOperation,
        FailureKind.ServiceAnswerInvalid or FailureKind.LinkNotAllowed or FailureKind.ItemOmitted => ErrorCategory.ProtocolError,
        FailureKind.ItemNotExported => ErrorCategory.ReadError,
        FailureKind.ItemCorrupt or FailureKind.ItemUnreadable or FailureKind.ExportFolderDamaged or FailureKind.ImportJournalDamaged or FailureKind.CertificateFileInvalid => ErrorCategory.InvalidData,
        FailureKind.MailboxNotFound or FailureKind.ArchiveNotFound or FailureKind.FolderNotFound or FailureKind.TargetFolderNotFound or FailureKind.ItemNotFound => ErrorCategory.ObjectNotFound,
        FailureKind.CertificateNotFound or FailureKind.ExportFolderNotFound or FailureKind.TenantNotFound or FailureKind.ApplicationNotFound or FailureKind.PrincipalNotFound or FailureKind.PermissionNotOffered => ErrorCategory.ObjectNotFound,
        FailureKind.FolderExists or FailureKind.ApplicationExists or FailureKind.ExportFolderInUse or FailureKind.ImportJournalInUse or FailureKind.ContentInUse => ErrorCategory.ResourceExists,
        FailureKind.MailboxRefused or FailureKind.DelegatedMailboxRefused or FailureKind.DirectoryRefused or FailureKind.SignInBlocked or FailureKind.ConsentMissing or FailureKind.ItemHeld => ErrorCategory.PermissionDenied,
        FailureKind.SignInFailed or FailureKind.ClientSecretInvalid or FailureKind.ClientSecretExpired or FailureKind.CertificateRefused => ErrorCategory.AuthenticationError,
        FailureKind.CertificateExpired or FailureKind.CertificateHasNoPrivateKey or FailureKind.SignInRequired => ErrorCategory.AuthenticationError,
        FailureKind.TokenInvalid or FailureKind.TokenExpired or FailureKind.TokenRefused => ErrorCategory.AuthenticationError,
        FailureKind.FileNotReadable => ErrorCategory.ReadError,
        FailureKind.FileNotWritable => ErrorCategory.WriteError,
        FailureKind.EnvironmentNotSupported => ErrorCategory.NotImplemented,
        FailureKind.ContentReleased or FailureKind.ImportSessionInvalid => ErrorCategory.InvalidOperation,
        FailureKind.ConfirmationRequired or FailureKind.RunPartial => ErrorCategory.OperationStopped,
        FailureKind.MailboxNotRecognized or FailureKind.TargetMissing or FailureKind.SourceMailboxRequired => ErrorCategory.InvalidArgument,
        FailureKind.AccessNotDenied => ErrorCategory.SecurityError,
        FailureKind.PathNotFileSystem or FailureKind.NameNotKnown or FailureKind.ArgumentInvalid => ErrorCategory.InvalidArgument,
        _ => ErrorCategory.NotSpecified,
    };
}

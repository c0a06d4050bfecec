namespace MailboxImportExport.Model;

/// <summary>What went wrong, as a name that never changes: the first part of the error id that a script can test for.</summary>
public enum FailureKind
{
    /// <summary>A fault of the module itself.</summary>
    Unexpected,

    /// <summary>The session has no connection, or the given one was closed.</summary>
    NotConnected,

    /// <summary>Sign-in failed for a reason that has no kind of its own.</summary>
    SignInFailed,

    /// <summary>The tenant does not exist or was mistyped.</summary>
    TenantNotFound,

    /// <summary>The application is not registered in the tenant.</summary>
    ApplicationNotFound,

    /// <summary>The client secret is wrong.</summary>
    ClientSecretInvalid,

    /// <summary>The client secret has expired.</summary>
    ClientSecretExpired,

    /// <summary>The certificate is not the one that is registered, or its assertion was refused.</summary>
    CertificateRefused,

    /// <summary>Nobody has consented to the permissions of the application.</summary>
    ConsentMissing,

    /// <summary>A Conditional Access policy refused the sign-in.</summary>
    SignInBlocked,

    /// <summary>A user has to sign in again.</summary>
    SignInRequired,

    /// <summary>The proxy wants credentials, or others.</summary>
    ProxyRefused,

    /// <summary>No certificate with the thumbprint is in the stores that were searched.</summary>
    CertificateNotFound,

    /// <summary>The certificate is outside its validity.</summary>
    CertificateExpired,

    /// <summary>The certificate has no private key that this user can read.</summary>
    CertificateHasNoPrivateKey,

    /// <summary>The certificate file cannot be read with the given password.</summary>
    CertificateFileInvalid,

    /// <summary>No managed identity answers here, or not the requested one.</summary>
    ManagedIdentityUnavailable,

    /// <summary>The API does not exist in the cloud that was asked for.</summary>
    EnvironmentNotSupported,

    /// <summary>A token is not of the form that can be used.</summary>
    TokenInvalid,

    /// <summary>The token that was given has expired and cannot be renewed by the module.</summary>
    TokenExpired,

    /// <summary>The service refused the token, also a fresh one.</summary>
    TokenRefused,

    /// <summary>A sandbox address is not a loopback address, or no sandbox is known there.</summary>
    SandboxNotFound,

    /// <summary>A request was about to leave for a host that is not on the list of this connection.</summary>
    HostNotAllowed,

    /// <summary>The service cannot be reached.</summary>
    ServiceUnreachable,

    /// <summary>The service asked to wait more often, or for longer, than a call may.</summary>
    ServiceThrottled,

    /// <summary>The service failed and kept failing.</summary>
    ServiceUnavailable,

    /// <summary>The service refused the request as it is.</summary>
    ServiceRefused,

    /// <summary>The answer of the service is not what its documentation says.</summary>
    ServiceAnswerInvalid,

    /// <summary>An object from the pipeline has nothing that names a mailbox.</summary>
    MailboxNotRecognized,

    /// <summary>No such mailbox or user.</summary>
    MailboxNotFound,

    /// <summary>The application may not open this mailbox, or lacks the permission for the call.</summary>
    MailboxRefused,

    /// <summary>A signed-in user reaches the own mailbox only, and this is another.</summary>
    DelegatedMailboxRefused,

    /// <summary>The mailbox is inactive, soft-deleted, unlicensed or on-premises.</summary>
    MailboxUnavailable,

    /// <summary>The mailbox has no archive.</summary>
    ArchiveNotFound,

    /// <summary>No such folder.</summary>
    FolderNotFound,

    /// <summary>The folder that was named to import into is not there: nothing can go into that mailbox.</summary>
    TargetFolderNotFound,

    /// <summary>A folder of that name is already there.</summary>
    FolderExists,

    /// <summary>A folder that every mailbox has was to be renamed or removed.</summary>
    FolderProtected,

    /// <summary>A folder that was to be removed holds something.</summary>
    FolderNotEmpty,

    /// <summary>The service does not take a filter that the user wrote.</summary>
    FilterRefused,

    /// <summary>No such item.</summary>
    ItemNotFound,

    /// <summary>An item is on hold, under retention or protected, and cannot be removed for good.</summary>
    ItemHeld,

    /// <summary>The service could not export an item.</summary>
    ItemNotExported,

    /// <summary>The service left an item out of its answers without a reason.</summary>
    ItemOmitted,

    /// <summary>The service did not take an item.</summary>
    ItemNotImported,

    /// <summary>The content of an item is not what was recorded when it was exported.</summary>
    ItemCorrupt,

    /// <summary>The content of an item cannot be read as an item.</summary>
    ItemUnreadable,

    /// <summary>An item that was to be moved stays in its source: its copy is not proven, or it was changed meanwhile.</summary>
    ItemNotMoved,

    /// <summary>The target mailbox is full.</summary>
    MailboxFull,

    /// <summary>An import session belongs to another mailbox than the items are meant for, or has ended.</summary>
    ImportSessionInvalid,

    /// <summary>A command that writes was not told where to.</summary>
    TargetMissing,

    /// <summary>The content of an exported item is no longer held.</summary>
    ContentReleased,

    /// <summary>The content of an exported item is being used by another command.</summary>
    ContentInUse,

    /// <summary>The place for exported content is full and nobody is taking it.</summary>
    SpoolFull,

    /// <summary>A folder on disk is not an export folder.</summary>
    ExportFolderNotFound,

    /// <summary>A file of an export folder cannot be read as what it should be.</summary>
    ExportFolderDamaged,

    /// <summary>Another process is writing to the export folder.</summary>
    ExportFolderInUse,

    /// <summary>An export folder holds several mailboxes and none was chosen.</summary>
    SourceMailboxRequired,

    /// <summary>A file cannot be found or read.</summary>
    FileNotReadable,

    /// <summary>A file cannot be written.</summary>
    FileNotWritable,

    /// <summary>A path does not lie in the file system.</summary>
    PathNotFileSystem,

    /// <summary>A value given to a command cannot be used.</summary>
    ArgumentInvalid,

    /// <summary>A question has to be answered first and this host cannot ask it.</summary>
    ConfirmationRequired,

    /// <summary>Many mailboxes in a row refused the application and nothing was done.</summary>
    TooManyRefusals,

    /// <summary>The directory refused to be read or changed: the permission or the role of an administrator is missing.</summary>
    DirectoryRefused,

    /// <summary>A command of the module, or a permission, is not known by that name.</summary>
    NameNotKnown,

    /// <summary>A mailbox that should have been out of reach was not, or nothing proved that it is.</summary>
    AccessNotDenied,

    /// <summary>There is an application of that name already, or several.</summary>
    ApplicationExists,

    /// <summary>There is no such application or managed identity in the tenant.</summary>
    PrincipalNotFound,

    /// <summary>A run with -FailOnPartial did not do all that it was asked for.</summary>
    RunPartial,

    /// <summary>Microsoft Graph does not offer a permission in this tenant.</summary>
    PermissionNotOffered,

    /// <summary>Another process is importing with the same journal.</summary>
    ImportJournalInUse,

    /// <summary>A journal of imports cannot be read as one.</summary>
    ImportJournalDamaged,

    /// <summary>The service handed out a link that leads to another host than that of the connection; it was not followed.</summary>
    LinkNotAllowed,
}

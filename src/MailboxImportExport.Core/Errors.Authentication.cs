using System;
using System.Collections.Generic;
using MailboxImportExport.Model;

namespace MailboxImportExport;

internal static partial class Errors
{
    public static MailboxImportExportException NotConnected() => new(
        FailureKind.NotConnected,
        "This session is not connected.",
        ConnectFirst + " Inside ForEach-Object -Parallel or a job pass the connection in: -Connection $using:connection.");

    public static MailboxImportExportException ConnectionClosed(object? target)
        => new(FailureKind.NotConnected, "The connection was closed by Disconnect-MailboxImportExport.", ConnectFirst, target);

    public static MailboxImportExportException SignIn(FailureKind kind, string cause, string nextStep, object? target, Exception inner)
        => new(kind, cause, nextStep, target, inner);

    public static MailboxImportExportException CertificateNotFound(string thumbprint) => new(
        FailureKind.CertificateNotFound,
        $"No certificate with the thumbprint '{thumbprint}' is in CurrentUser\\My or LocalMachine\\My.",
        "Check the thumbprint and under which account this runs; a service or hybrid worker needs it in LocalMachine\\My.",
        thumbprint);

    public static MailboxImportExportException CertificateExpired(string subject, DateTimeOffset from, DateTimeOffset to) => new(
        FailureKind.CertificateExpired,
        $"The certificate '{subject}' is valid from {Utc(from)} to {Utc(to)} only.",
        "Make a new certificate, add it to the app registration and use its thumbprint.",
        subject);

    public static MailboxImportExportException CertificateHasNoPrivateKey(string subject) => new(
        FailureKind.CertificateHasNoPrivateKey,
        $"The certificate '{subject}' has no private key that this user can read.",
        "Import the .pfx file (not the .cer), or give this account read access to the key.",
        subject);

    public static MailboxImportExportException CertificateFileInvalid(string path, Exception inner) => new(
        FailureKind.CertificateFileInvalid,
        $"The certificate file '{path}' cannot be read with this password.",
        "Give the password of the .pfx file with -CertificatePassword; the file must hold one certificate with its private key.",
        path,
        inner);

    public static MailboxImportExportException PublicCertificateInvalid(string path, Exception inner) => new(
        FailureKind.CertificateFileInvalid,
        $"The file '{path}' is not a certificate that can be read without a password.",
        "Export the public part of the certificate as a .cer file.",
        path,
        inner);

    public static MailboxImportExportException ManagedIdentityUnavailable(string? clientId, Exception inner) => new(
        FailureKind.ManagedIdentityUnavailable,
        clientId is null
            ? "No managed identity answers here."
            : $"No managed identity with the client id {clientId} answers here.",
        "Switch the identity on in Azure (Identity, System assigned), or attach the user-assigned one and give its client id with -ClientId. "
            + "On a computer outside Azure there is none: use a certificate.",
        clientId,
        inner);

    public static MailboxImportExportException SignInRequired(object? target, Exception inner) => new(
        FailureKind.SignInRequired,
        "The sign-in of the user has ended and cannot be renewed without the user.",
        "Connect again; for long or unattended runs connect as an application.",
        target,
        inner);

    public static MailboxImportExportException ProxyRefused(Exception inner) => new(
        FailureKind.ProxyRefused,
        "The proxy asks for a sign-in (407).",
        "Give -ProxyCredential, or -ProxyUseDefaultCredentials for the account that runs this; -Proxy names another proxy.",
        null,
        inner);

    public static MailboxImportExportException EnvironmentVariablesMissing() => new(
        FailureKind.SignInFailed,
        "The environment variables say nothing complete about a sign-in.",
        "Set AZURE_TENANT_ID and AZURE_CLIENT_ID, and one of AZURE_CLIENT_CERTIFICATE_PATH, AZURE_FEDERATED_TOKEN_FILE and AZURE_CLIENT_SECRET.");

    public static MailboxImportExportException AutomationConnectionInvalid(string missing) => new(
        FailureKind.ArgumentInvalid,
        $"The connection asset has no '{missing}'.",
        "Give what Get-AutomationConnection returns for a connection of the type AzureServicePrincipal: TenantId, ApplicationId and CertificateThumbprint.");

    public static MailboxImportExportException EnvironmentNotSupported(string environment) => new(
        FailureKind.EnvironmentNotSupported,
        $"The mailbox import and export API does not exist in the cloud '{environment}'; Microsoft offers it in the global cloud only.",
        "Use -Environment Global for a tenant of the global cloud.",
        environment);

    public static MailboxImportExportException TokenInvalid(string reason) => new(
        FailureKind.TokenInvalid,
        "The access token cannot be used: " + reason,
        "Give a token for https://graph.microsoft.com, for example from (Get-AzAccessToken -ResourceUrl https://graph.microsoft.com -AsSecureString).Token.");

    public static MailboxImportExportException TokenExpired(DateTimeOffset? expired) => new(
        FailureKind.TokenExpired,
        expired is null ? "The access token has expired." : $"The access token expired at {Utc(expired.Value)}.",
        "Get a new one and connect again; -CertificateThumbprint or -ManagedIdentity renew theirs by themselves.");

    public static MailboxImportExportException SandboxAddressInvalid(string address) => new(
        FailureKind.SandboxNotFound,
        $"'{address}' is not an address of a sandbox: only https with a literal loopback address is accepted.",
        "Use for example https://127.0.0.1:7443.",
        address);

    public static MailboxImportExportException SandboxNotFound(string address) => new(
        FailureKind.SandboxNotFound,
        $"No sandbox has announced itself at {address}.",
        "Start it with: dotnet run --project src/MailboxImportExport.Sandbox -c Release -- serve; or give its certificate with -SandboxThumbprint and a sign-in of your own.",
        address);

    public static MailboxImportExportException SandboxNotThere(string address, Exception inner) => new(
        FailureKind.SandboxNotFound,
        $"Nothing answers at {address}.",
        "Start the sandbox again; one that was killed leaves its address behind.",
        address,
        inner);

    public static MailboxImportExportException SandboxNotTrusted(string address, Exception inner) => new(
        FailureKind.SandboxNotFound,
        $"What answers at {address} shows another certificate than the sandbox that is meant.",
        "A sandbox has a new certificate at each start: leave out -SandboxThumbprint, or give the one of its address file.",
        address,
        inner);

    public static MailboxImportExportException SandboxNotMeant() => new(
        FailureKind.ArgumentInvalid,
        "-Uri and -SandboxThumbprint say where a sandbox is, and -Sandbox was not given: the connection would go to a real tenant.",
        "Add -Sandbox, or leave them out.");

    public static MailboxImportExportException SignInMissing() => new(
        FailureKind.ArgumentInvalid,
        "No way to sign in was given.",
        "Give -ManagedIdentity, -TenantId with -ClientId and -CertificateThumbprint, or -Sandbox; Get-Help Connect-MailboxImportExport shows all of them.");

    public static MailboxImportExportException TenantMalformed(string? tenant, Exception inner) => new(
        FailureKind.TenantNotFound,
        $"'{tenant}' is neither a directory id nor a domain name.",
        "Check -TenantId: the directory id or a verified domain such as contoso.onmicrosoft.com.",
        tenant,
        inner);

    public static MailboxImportExportException SandboxFileInvalid(string path, Exception? inner) => new(
        FailureKind.SandboxNotFound,
        $"The sandbox file '{path}' cannot be read.",
        "Start the sandbox again.",
        path,
        inner);

    public static MailboxImportExportException HostNotAllowed(string host, IEnumerable<string> allowed) => new(
        FailureKind.HostNotAllowed,
        $"A request for the host '{host}' was stopped: this connection talks to {string.Join(", ", allowed)} only.",
        "If the service really moved there, report it; no token has been sent.",
        host);

    private static string Utc(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", System.Globalization.CultureInfo.InvariantCulture);
}

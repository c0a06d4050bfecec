using System.Collections.Generic;
using MailboxImportExport.Model;

namespace MailboxImportExport.Authentication;

/// <summary>A row of the table of sign-in errors: what an AADSTS number means and what to do.</summary>
/// <remarks>Microsoft identity platform documentation, "Microsoft Entra authentication and authorization error codes".</remarks>
internal sealed record EntraError(FailureKind Kind, string Cause, string NextStep)
{
    private const string CheckSecret = "Make a new client secret (Certificates & secrets), and copy its value, not its id.";
    private const string CheckCertificate = "Upload the public part (.cer) of exactly this certificate to the app registration.";
    private const string GrantConsent = "Let an administrator grant consent for its permissions (API permissions, Grant admin consent).";
    private const string SeePolicy = "Look into the sign-in log of Entra for the policy; a certificate or a managed identity usually satisfies it.";

    /// <summary>The table.</summary>
    public static IReadOnlyDictionary<int, EntraError> ByNumber { get; } = new Dictionary<int, EntraError>
    {
        [90002] = new(FailureKind.TenantNotFound, "The tenant does not exist.", "Check -TenantId: the directory id or a verified domain such as contoso.onmicrosoft.com."),
        [900023] = new(FailureKind.TenantNotFound, "The tenant is neither a directory id nor a domain name.", "Check -TenantId: the directory id or a verified domain such as contoso.onmicrosoft.com."),
        [700016] = new(FailureKind.ApplicationNotFound, "The application is not known in this tenant.", "Check -ClientId (Application id, not the object id) and -TenantId; in another tenant an administrator has to consent first."),
        [700038] = new(FailureKind.ApplicationNotFound, "The application id is not a valid one.", "Check -ClientId: the Application (client) id of the app registration."),
        [7000215] = new(FailureKind.ClientSecretInvalid, "The client secret is wrong.", CheckSecret),
        [7000216] = new(FailureKind.ClientSecretInvalid, "The client secret is missing.", CheckSecret),
        [7000218] = new(FailureKind.ClientSecretInvalid, "The application needs a client secret or certificate and none was sent.", CheckSecret),
        [7000222] = new(FailureKind.ClientSecretExpired, "The client secret has expired.", CheckSecret),
        [700027] = new(FailureKind.CertificateRefused, "The certificate is not registered for this application.", CheckCertificate),
        [700024] = new(FailureKind.CertificateRefused, "The signed assertion is outside its time range.", "Set the clock of this computer."),
        [700023] = new(FailureKind.CertificateRefused, "The signed assertion is meant for another address.", CheckCertificate),
        [700025] = new(FailureKind.SignInFailed, "The application is a public client and must not send a secret or certificate.", "Use an app registration for daemons, or sign in interactively."),
        [65001] = new(FailureKind.ConsentMissing, "Nobody has consented to the permissions of the application.", GrantConsent),
        [65004] = new(FailureKind.ConsentMissing, "The consent was declined.", GrantConsent),
        [50105] = new(FailureKind.SignInBlocked, "The account is not assigned to the application.", "Assign it (Enterprise applications, Users and groups)."),
        [70011] = new(FailureKind.SignInFailed, "The requested scope is not valid.", "Report this: the module asks for https://graph.microsoft.com/.default only."),
        [500011] = new(FailureKind.SignInFailed, "Microsoft Graph is not available in this tenant.", "Check -TenantId and -Environment."),
        [53003] = new(FailureKind.SignInBlocked, "A Conditional Access policy blocked the sign-in.", SeePolicy),
        [530034] = new(FailureKind.SignInBlocked, "A security policy blocked the sign-in.", SeePolicy),
        [50076] = new(FailureKind.SignInBlocked, "Multifactor authentication is required.", "Sign in interactively, or as an application."),
        [50079] = new(FailureKind.SignInBlocked, "Multifactor authentication has to be set up first.", "Sign in interactively once, or as an application."),
        [7000112] = new(FailureKind.ApplicationNotFound, "The application is disabled.", "Enable it in Enterprise applications, Properties."),
    };
}

using System.Collections.Generic;
using MailboxImportExport.Model;

namespace MailboxImportExport.Authentication;

/// <summary>A row of the table of sign-in errors: what an AADSTS number means and what to do.</summary>
/// <remarks>Microsoft identity platform documentation, "Microsoft Entra authentication and authorization error codes".</remarks>
internal sealed record EntraError(FailureKind Kind, string Cause, string NextStep)
{
    private const string CheckSecret = "Make a new client secret (Certificates & secrets), and copy its value, not its id.";
    private const string CheckCertificate = "Upload the public part (.cer) of exactly this certificate to the app registration.";
    private const string CheckTenant = "Check -TenantId: the directory id or a verified domain such as contoso.onmicrosoft.com.";
    private const string CheckApplication = "Check -ClientId (Application id, not the object id) and -TenantId; in another tenant an administrator has to consent first.";
    private const string CheckFederation = "Compare issuer, subject and audience of the token with the federated credential of the application; letter case counts.";
    private const string GrantConsent = "Let an administrator grant consent for its permissions (API permissions, Grant admin consent).";
    private const string SeePolicy = "Look into the sign-in log of Entra for the policy; a certificate or a managed identity usually satisfies it.";
    private const string UseBrowser = "Sign in in the browser, without -UseDeviceCode, or as an application.";
    private const string SignInAgain = "Connect again; for long or unattended runs connect as an application.";
    private const string CheckUser = "Sign in with an account of this tenant; -LoginHint begins with the right one.";
    private const string TryLater = "Try again in a few minutes.";

    /// <summary>The table.</summary>
    public static IReadOnlyDictionary<int, EntraError> ByNumber { get; } = new Dictionary<int, EntraError>
    {
        // Tenant
        [90002] = new(FailureKind.TenantNotFound, "The tenant does not exist.", CheckTenant),
        [900023] = new(FailureKind.TenantNotFound, "The tenant is neither a directory id nor a domain name.", CheckTenant),
        [90019] = new(FailureKind.TenantNotFound, "The tenant cannot be told from the request.", CheckTenant),
        [50059] = new(FailureKind.TenantNotFound, "The tenant cannot be told from the request.", CheckTenant),
        [50128] = new(FailureKind.TenantNotFound, "The domain of the tenant is not valid.", CheckTenant),
        [50194] = new(FailureKind.TenantNotFound, "The application belongs to one tenant and no tenant was named.", CheckTenant),
        [90038] = new(FailureKind.TenantNotFound, "The tenant belongs to another cloud.", "Use -Environment; the API exists in the global cloud only."),
        [500021] = new(FailureKind.SignInBlocked, "A tenant restriction of this network does not allow the tenant.", "Ask whoever runs the proxy to add the tenant to the allowed ones."),
        [500022] = new(FailureKind.SignInBlocked, "A tenant restriction of this network does not allow the tenant.", "Ask whoever runs the proxy to add the tenant to the allowed ones."),
        [50002] = new(FailureKind.SignInBlocked, "A tenant restriction of this network does not allow the tenant.", "Ask whoever runs the proxy to add the tenant to the allowed ones."),

        // Application
        [700016] = new(FailureKind.ApplicationNotFound, "The application is not known in this tenant.", CheckApplication),
        [700011] = new(FailureKind.ApplicationNotFound, "The application is not known in this tenant.", CheckApplication),
        [700038] = new(FailureKind.ApplicationNotFound, "The application id is not a valid one.", "Check -ClientId: the Application (client) id of the app registration."),
        [70001] = new(FailureKind.ApplicationNotFound, "The application is disabled or not known in this tenant.", CheckApplication),
        [7000112] = new(FailureKind.ApplicationNotFound, "The application is disabled.", "Enable it in Enterprise applications, Properties."),
        [500011] = new(FailureKind.SignInFailed, "Microsoft Graph is not available in this tenant.", "Check -TenantId and -Environment."),
        [70011] = new(FailureKind.SignInFailed, "The requested scope is not valid.", "Report this: the module asks for https://graph.microsoft.com/.default only."),

        // Secret, certificate, federated token
        [7000215] = new(FailureKind.ClientSecretInvalid, "The client secret is wrong.", CheckSecret),
        [7000216] = new(FailureKind.ClientSecretInvalid, "The client secret is missing.", CheckSecret),
        [7000218] = new(FailureKind.ClientSecretInvalid, "The application needs a client secret or certificate and none was sent.", "For sign-in by a user switch on 'Allow public client flows' (Authentication); else give a secret or certificate."),
        [70002] = new(FailureKind.ClientSecretInvalid, "The client secret is wrong.", CheckSecret),
        [7000222] = new(FailureKind.ClientSecretExpired, "The client secret has expired.", CheckSecret),
        [700027] = new(FailureKind.CertificateRefused, "The certificate is not registered for this application.", CheckCertificate),
        [50012] = new(FailureKind.CertificateRefused, "The signed assertion was refused.", CheckCertificate),
        [700030] = new(FailureKind.CertificateRefused, "The subject of the certificate is not allowed.", CheckCertificate),
        [700024] = new(FailureKind.CertificateRefused, "The signed assertion is outside its time range.", "Set the clock of this computer; a federated token has to be fresh."),
        [700023] = new(FailureKind.CertificateRefused, "The signed assertion is meant for another address.", CheckCertificate),
        [700025] = new(FailureKind.SignInFailed, "The application is a public client and must not send a secret or certificate.", "Use an app registration for daemons, or sign in interactively."),
        [70021] = new(FailureKind.CertificateRefused, "No federated credential of the application matches the token.", CheckFederation),
        [700211] = new(FailureKind.CertificateRefused, "No federated credential of the application names the issuer of the token.", CheckFederation),
        [700212] = new(FailureKind.CertificateRefused, "No federated credential of the application names the audience of the token.", CheckFederation),
        [700213] = new(FailureKind.CertificateRefused, "No federated credential of the application names the subject of the token.", CheckFederation),

        // Consent and assignment
        [65001] = new(FailureKind.ConsentMissing, "Nobody has consented to the permissions of the application.", GrantConsent),
        [65004] = new(FailureKind.ConsentMissing, "The consent was declined.", GrantConsent),
        [65005] = new(FailureKind.ConsentMissing, "The application asks for something that its registration does not list.", GrantConsent),
        [650056] = new(FailureKind.ConsentMissing, "The application lists no permission for Microsoft Graph, or nobody consented.", GrantConsent),
        [650057] = new(FailureKind.ConsentMissing, "The application does not list Microsoft Graph among its permissions.", GrantConsent),
        [90008] = new(FailureKind.ConsentMissing, "Nobody has consented to use the application.", GrantConsent),
        [90094] = new(FailureKind.ConsentMissing, "Only an administrator can consent to these permissions.", GrantConsent),
        [50105] = new(FailureKind.SignInBlocked, "The account is not assigned to the application.", "Assign it (Enterprise applications, Users and groups)."),

        // Policies
        [53000] = new(FailureKind.SignInBlocked, "A Conditional Access policy asks for a compliant device.", SeePolicy),
        [53001] = new(FailureKind.SignInBlocked, "A Conditional Access policy asks for a domain-joined device.", SeePolicy),
        [53002] = new(FailureKind.SignInBlocked, "A Conditional Access policy asks for an approved application.", SeePolicy),
        [53003] = new(FailureKind.SignInBlocked, "A Conditional Access policy blocked the sign-in; device codes are often blocked.", SeePolicy),
        [53004] = new(FailureKind.SignInBlocked, "Multifactor authentication has to be set up first.", UseBrowser),
        [53011] = new(FailureKind.SignInBlocked, "The user is blocked because of risk.", SeePolicy),
        [530034] = new(FailureKind.SignInBlocked, "A security policy blocked the sign-in.", SeePolicy),
        [50005] = new(FailureKind.SignInBlocked, "A Conditional Access policy does not allow this platform.", SeePolicy),
        [50097] = new(FailureKind.SignInBlocked, "A policy asks for a known device, which a device code cannot prove.", UseBrowser),
        [50129] = new(FailureKind.SignInBlocked, "A policy asks for a registered device.", UseBrowser),
        [50131] = new(FailureKind.SignInBlocked, "A Conditional Access policy blocked the sign-in.", SeePolicy),
        [50155] = new(FailureKind.SignInBlocked, "The device could not be authenticated.", UseBrowser),
        [50158] = new(FailureKind.SignInBlocked, "A further check outside of Entra was not passed.", UseBrowser),
        [50072] = new(FailureKind.SignInBlocked, "Multifactor authentication has to be set up first.", UseBrowser),
        [50074] = new(FailureKind.SignInBlocked, "Multifactor authentication was not passed.", UseBrowser),
        [50076] = new(FailureKind.SignInBlocked, "Multifactor authentication is required.", UseBrowser),
        [50078] = new(FailureKind.SignInRequired, "The multifactor authentication of the user has expired.", SignInAgain),
        [50079] = new(FailureKind.SignInBlocked, "Multifactor authentication has to be set up first.", UseBrowser),

        // Users
        [50011] = new(FailureKind.SignInFailed, "The redirect address is not registered for the application.", "Add http://localhost as a redirect address of the type 'Mobile and desktop applications'."),
        [50020] = new(FailureKind.SignInFailed, "The account does not belong to this tenant.", CheckUser),
        [50034] = new(FailureKind.SignInFailed, "The account does not exist in this tenant.", CheckUser),
        [50053] = new(FailureKind.SignInBlocked, "The account is locked, or the network address is blocked.", TryLater),
        [50055] = new(FailureKind.SignInFailed, "The password of the user has expired.", "Change it in the browser first."),
        [50057] = new(FailureKind.SignInFailed, "The account is disabled.", CheckUser),
        [50126] = new(FailureKind.SignInFailed, "User name or password is wrong.", CheckUser),
        [51004] = new(FailureKind.SignInFailed, "The account does not exist in this tenant.", CheckUser),
        [70016] = new(FailureKind.SignInFailed, "The code was not entered in time.", "Run the command again and enter the code that it shows."),
        [70017] = new(FailureKind.SignInFailed, "The user declined the sign-in.", "Run the command again, and let the user approve it."),
        [70018] = new(FailureKind.SignInFailed, "The code was mistyped.", "Run the command again and enter the code that it shows."),
        [70019] = new(FailureKind.SignInFailed, "The code has expired.", "Run the command again and enter the code that it shows."),
        [70020] = new(FailureKind.SignInFailed, "The code has expired.", "Run the command again and enter the code that it shows."),

        // Renewal
        [50089] = new(FailureKind.SignInRequired, "The sign-in has expired.", SignInAgain),
        [50132] = new(FailureKind.SignInRequired, "The password was changed or has expired.", SignInAgain),
        [50133] = new(FailureKind.SignInRequired, "The password was changed or has expired.", SignInAgain),
        [50173] = new(FailureKind.SignInRequired, "The sign-in was revoked.", SignInAgain),
        [70000] = new(FailureKind.SignInRequired, "The sign-in cannot be renewed.", SignInAgain),
        [70008] = new(FailureKind.SignInRequired, "The sign-in has expired.", SignInAgain),
        [70043] = new(FailureKind.SignInRequired, "A policy asks for a new sign-in from time to time.", SignInAgain),
        [700082] = new(FailureKind.SignInRequired, "The sign-in has expired because it was not used.", SignInAgain),
        [700084] = new(FailureKind.SignInRequired, "The sign-in has expired.", SignInAgain),

        // The service itself
        [90006] = new(FailureKind.ServiceUnavailable, "The sign-in service is busy.", TryLater),
        [90033] = new(FailureKind.ServiceUnavailable, "The sign-in service is not available.", TryLater),
        [90055] = new(FailureKind.ServiceThrottled, "The tenant sends too many sign-in requests.", TryLater),
        [50196] = new(FailureKind.ServiceThrottled, "The application asks for tokens too often.", "Connect once and pass the connection on with -Connection instead of connecting in a loop."),
    };
}

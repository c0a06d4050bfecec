using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Directory;

/// <summary>Certificates and secrets of applications as the directory takes and shows them.</summary>
internal static class Credentials
{
    private const string Certificate = "AsymmetricX509Cert";
    private const string ProofAudience = "00000002-0000-0000-c000-000000000000";
    private const int HintLength = 3;
    private static readonly TimeSpan LongestProof = TimeSpan.FromMinutes(10);

    public static IReadOnlyList<X509Certificate2> Read(IReadOnlyList<KeyCredentialBody> keys) => [.. keys.Select(Read)];

    public static X509Certificate2 Read(KeyCredentialBody key)
    {
        if (key.Type != Certificate || key.Usage != "Verify" || key.Key is null)
        {
            throw Invalid($"A key credential must be of type '{Certificate}' and usage 'Verify', and have a key.");
        }

        try
        {
            return X509CertificateLoader.LoadCertificate(Convert.FromBase64String(key.Key));
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            throw Invalid("Key credential is not a valid base64-encoded certificate.");
        }
    }

    public static JsonArray Show(IReadOnlyList<X509Certificate2> certificates, bool withKeys)
        => new([.. certificates.Select(certificate => Show(certificate, withKeys))]);

    public static JsonObject Show(X509Certificate2 certificate, bool withKey) => new()
    {
        ["customKeyIdentifier"] = Convert.ToBase64String(certificate.GetCertHash()),
        ["displayName"] = certificate.Subject,
        ["endDateTime"] = DirectoryTime.Text(certificate.NotAfter),
        ["key"] = withKey ? Convert.ToBase64String(certificate.RawData) : null,
        ["keyId"] = KeyId(certificate).ToString("D"),
        ["startDateTime"] = DirectoryTime.Text(certificate.NotBefore),
        ["type"] = Certificate,
        ["usage"] = "Verify",
    };

    public static JsonArray Show(IReadOnlyList<ClientSecret> secrets) => new([.. secrets.Select(static secret => Show(secret, isNew: false))]);

    /// <summary>A secret; its text is shown once, when it has just been made.</summary>
    public static JsonObject Show(ClientSecret secret, bool isNew) => new()
    {
        ["customKeyIdentifier"] = null,
        ["displayName"] = secret.DisplayName,
        ["endDateTime"] = DirectoryTime.Text(secret.Expires),
        ["hint"] = secret.Value[..HintLength],
        ["keyId"] = secret.KeyId.ToString("D"),
        ["secretText"] = isNew ? secret.Value : null,
    };

    public static Guid KeyId(X509Certificate2 certificate) => new(certificate.GetCertHash(HashAlgorithmName.SHA256)[..16]);

    /// <summary>Whoever changes the keys of an application proves with a token that it has one of them.</summary>
    public static void RequireProof(CallContext call, SandboxApplication application, string? proof)
    {
        DateTimeOffset now = call.Sandbox.Clock.GetUtcNow();
        bool isProved = Jwt.Parse(proof ?? string.Empty) is Jwt token
            && token.Claim("aud") == ProofAudience
            && token.Claim("iss") == application.RegistrationId.ToString("D")
            && token.Time("nbf") <= now
            && token.Time("exp") > now
            && token.Time("exp") - token.Time("nbf") <= LongestProof
            && ClientAssertion.IsSigned(application, token);
        if (!isProved)
        {
            throw new GraphError(403, "Authorization_RequestDenied", "Access to the application was denied: the proof of possession is not valid.");
        }
    }

    private static GraphError Invalid(string message) => new(400, "Request_BadRequest", message);
}

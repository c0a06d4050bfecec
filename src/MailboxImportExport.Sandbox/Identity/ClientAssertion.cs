using System;
using System.Buffers.Text;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>Checks the token by which an application proves that it has the private key of a registered certificate.</summary>
internal static class ClientAssertion
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    public static void Verify(CallContext call, SandboxApplication application, Jwt assertion)
    {
        VerifySignature(application, assertion);
        string clientId = application.ClientId.ToString("D");
        if (!IsSame(assertion.Claim("iss"), clientId) || !IsSame(assertion.Claim("sub"), clientId))
        {
            throw Invalid(700021, "Client assertion application identifier doesn't match 'client_id' parameter.");
        }

        VerifyAudience(call, assertion);
        DateTimeOffset now = call.Sandbox.Clock.GetUtcNow();
        if (assertion.Time("exp") is not DateTimeOffset expires
            || expires <= now
            || assertion.Time("nbf") is not DateTimeOffset begins
            || begins > now + ClockSkew)
        {
            throw Invalid(700024, $"Client assertion is not within its valid time range. Current time: {now:O}.");
        }
    }

    /// <summary>Tells whether a token is signed with the key of a certificate of the application that it names.</summary>
    public static bool IsSigned(SandboxApplication application, Jwt token)
        => application.Certificates.FirstOrDefault(certificate => IsNamed(token, certificate)) is X509Certificate2 named && IsSigned(named, token);

    private static void VerifySignature(SandboxApplication application, Jwt assertion)
    {
        X509Certificate2 certificate = application.Certificates.FirstOrDefault(certificate => IsNamed(assertion, certificate))
            ?? throw Invalid(
                700027,
                "The certificate with identifier used to sign the client assertion is not registered on application. "
                + "[Reason - The key was not found.]");
        if (!IsSigned(certificate, assertion))
        {
            throw Invalid(700027, "Client assertion failed signature validation.");
        }
    }

    private static bool IsSigned(X509Certificate2 certificate, Jwt token)
    {
        using RSA? key = certificate.GetRSAPublicKey();
        return key is not null
            && Padding(token) is RSASignaturePadding padding
            && key.VerifyData(token.SignedPart, token.Signature, HashAlgorithmName.SHA256, padding);
    }

    /// <summary>New assertions name their certificate by SHA-256, older ones by SHA-1.</summary>
    private static bool IsNamed(Jwt assertion, X509Certificate2 certificate)
        => assertion.Header("x5t#S256") is string sha256
            ? sha256 == Base64Url.EncodeToString(certificate.GetCertHash(HashAlgorithmName.SHA256))
            : assertion.Header("x5t") == Base64Url.EncodeToString(certificate.GetCertHash());

    private static RSASignaturePadding? Padding(Jwt assertion) => assertion.Header("alg") switch
    {
        "PS256" => RSASignaturePadding.Pss,
        "RS256" => RSASignaturePadding.Pkcs1,
        _ => null,
    };

    /// <summary>The audience is the token endpoint or the issuer, with the tenant by id or by name.</summary>
    private static void VerifyAudience(CallContext call, Jwt assertion)
    {
        string authority = call.Sandbox.Authority;
        string audience = assertion.Claim("aud") ?? string.Empty;
        foreach (string tenant in (string[])[call.Sandbox.Tenant.Id.ToString("D"), call.Sandbox.Tenant.Name, call.Sandbox.Tenant.InitialDomain])
        {
            if (IsSame(audience, $"{authority}/{tenant}/oauth2/v2.0/token") || IsSame(audience, $"{authority}/{tenant}/v2.0"))
            {
                return;
            }
        }

        throw Invalid(700023, "Client assertion audience claim does not match Realm issuer.");
    }

    private static bool IsSame(string? left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static LoginError Invalid(int number, string reason) => new(401, "invalid_client", number, reason);
}

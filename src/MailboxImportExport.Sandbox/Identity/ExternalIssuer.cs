using System;
using System.Collections.Generic;
using System.Security.Cryptography;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>An issuer of tokens outside the tenant, such as a build service or a cluster, whose tokens can vouch for an application.</summary>
internal sealed class ExternalIssuer(string issuer) : IDisposable
{
    private const int KeySize = 2048;
    private readonly RSA _key = RSA.Create(KeySize);

    public string Issuer => issuer;

    /// <summary>Makes a token for a workload.</summary>
    public string Issue(string subject, string audience, DateTimeOffset from, TimeSpan lifetime)
    {
        Dictionary<string, object> claims = new()
        {
            ["iss"] = issuer,
            ["sub"] = subject,
            ["aud"] = audience,
            ["jti"] = Guid.NewGuid(),
            ["iat"] = from.ToUnixTimeSeconds(),
            ["nbf"] = from.ToUnixTimeSeconds(),
            ["exp"] = (from + lifetime).ToUnixTimeSeconds(),
        };
        return Jwt.Write(
            new { typ = "JWT", alg = "RS256", kid = issuer },
            claims,
            bytes => _key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    public void Dispose() => _key.Dispose();

    internal bool HasSigned(Jwt token)
        => _key.VerifyData(token.SignedPart, token.Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}

using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>Signs and checks the tokens of one sandbox.</summary>
internal sealed class TokenIssuer(SandboxTenant tenant, TimeSpan lifetime)
{
    /// <summary>The audience of tokens for Graph.</summary>
    public const string GraphAudience = "https://graph.microsoft.com";

    /// <summary>The claim that holds the challenge a token was asked for with. The service keeps it elsewhere; no client looks at it.</summary>
    public const string ChallengeClaim = "sandbox_challenge";

    private const int KeySize = 2048;

    // One key per process, never stored: making it takes longer than starting a sandbox, and tests start hundreds. Each sandbox has a key id
    // of its own and refuses tokens with another, so that those of one are nothing to the next.
    private static readonly RSA Key = RSA.Create(KeySize);
    private readonly string _keyId = RandomText.Create();

    /// <summary>How long an access token lives.</summary>
    public TimeSpan Lifetime => lifetime;

    /// <summary>Makes an access token for an application or a managed identity; its roles are those it has now.</summary>
    public string Issue(ServicePrincipal principal, AccessTokenRequest request)
    {
        Dictionary<string, object> claims = Common(request, principal.ClientId, principal.Name);
        claims["oid"] = principal.ObjectId;
        claims["sub"] = principal.ObjectId;
        claims["idtyp"] = "app";
        claims["appidacr"] = request.Proof;
        IReadOnlyList<string> roles = request.Permissions ?? principal.Roles;
        if (roles.Count > 0)
        {
            claims["roles"] = roles;
        }

        return Sign(claims);
    }

    /// <summary>Makes an access token for a user who is signed in to an application.</summary>
    public string Issue(SandboxUser user, ServicePrincipal application, AccessTokenRequest request)
    {
        Dictionary<string, object> claims = Common(request, application.ClientId, application.Name);
        claims["oid"] = user.ObjectId;
        claims["sub"] = user.ObjectId;
        claims["idtyp"] = "user";
        claims["appidacr"] = "0";
        claims["upn"] = user.UserPrincipalName;
        claims["unique_name"] = user.UserPrincipalName;
        claims["name"] = user.DisplayName;
        claims["scp"] = string.Join(' ', request.Permissions ?? []);
        return Sign(claims);
    }

    /// <summary>Makes the token that an import session carries in its address.</summary>
    public string IssueImport(string importAuthority, Guid application, SandboxMailbox mailbox, string version, DateTimeOffset expires)
    {
        Dictionary<string, object> claims = new()
        {
            ["aud"] = importAuthority,
            ["appid"] = application,
            ["mbx"] = mailbox.Id,
            ["ver"] = version,
            ["jti"] = Guid.NewGuid(),
            ["nbf"] = tenant.Clock.GetUtcNow().ToUnixTimeSeconds(),
            ["exp"] = expires.ToUnixTimeSeconds(),
        };
        return Sign(claims);
    }

    /// <summary>Makes the token that tells a client who has signed in.</summary>
    public string IssueId(string authority, SandboxUser user, ServicePrincipal application, string? nonce)
    {
        DateTimeOffset now = tenant.Clock.GetUtcNow();
        Dictionary<string, object> claims = new()
        {
            ["aud"] = application.ClientId,
            ["iss"] = $"{authority}/{tenant.Id}/v2.0",
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + lifetime).ToUnixTimeSeconds(),
            ["name"] = user.DisplayName,
            ["preferred_username"] = user.UserPrincipalName,
            ["oid"] = user.ObjectId,
            ["sub"] = user.ObjectId,
            ["tid"] = tenant.Id,
            ["ver"] = "2.0",
        };
        if (nonce is not null)
        {
            claims["nonce"] = nonce;
        }

        return Sign(claims);
    }

    /// <summary>Reads a token of this sandbox; null when it is malformed or signed by somebody else.</summary>
    public Jwt? Verify(string text) => Jwt.Parse(text) is Jwt token && IsOwn(token) ? token : null;

    /// <summary>Tells whether a token is of this sandbox.</summary>
    public bool IsOwn(Jwt token) => token.Header("kid") == _keyId && HasSigned(token);

    private static bool HasSigned(Jwt token)
    {
        lock (Key)
        {
            return Key.VerifyData(token.SignedPart, token.Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }

    private static byte[] SignBytes(byte[] signed)
    {
        lock (Key)
        {
            return Key.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }

    private Dictionary<string, object> Common(AccessTokenRequest request, Guid clientId, string name)
    {
        DateTimeOffset now = tenant.Clock.GetUtcNow();
        Dictionary<string, object> claims = new()
        {
            ["aud"] = request.Audience,
            ["iss"] = $"https://sts.windows.net/{tenant.Id}/",
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + (request.Lifetime ?? lifetime)).ToUnixTimeSeconds(),
            ["app_displayname"] = name,
            ["appid"] = clientId,
            ["tid"] = tenant.Id,
            ["uti"] = RandomText.Create(),
            ["ver"] = "1.0",
        };
        if (request.Claims.Capabilities.Count > 0)
        {
            claims["xms_cc"] = request.Claims.Capabilities;
        }

        if (request.Claims.NotBefore is string notBefore)
        {
            claims[ChallengeClaim] = notBefore;
        }

        return claims;
    }

    private string Sign(Dictionary<string, object> claims)
        => Jwt.Write(
            new { typ = "JWT", nonce = RandomText.Create(), alg = "RS256", kid = _keyId },
            claims,
            SignBytes);
}

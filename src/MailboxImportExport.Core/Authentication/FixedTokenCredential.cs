using System;
using System.Threading;
using System.Threading.Tasks;
using Azure.Core;

namespace MailboxImportExport.Authentication;

/// <summary>Hands out one token until it expires; then the run ends, because nobody here can renew it.</summary>
internal sealed class FixedTokenCredential : TokenCredential
{
    private readonly AccessToken _token;
    private readonly TimeProvider _time;

    public FixedTokenCredential(string token, TimeProvider time)
    {
        AccessTokenClaims claims = AccessTokenClaims.Read(token);
        _time = time;
        _token = new AccessToken(token, claims.Expires ?? DateTimeOffset.MaxValue);
    }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        => _token.ExpiresOn > _time.GetUtcNow() ? _token : throw Errors.TokenExpired(_token.ExpiresOn);

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        => new(GetToken(requestContext, cancellationToken));
}

using System;
using System.Threading;
using System.Threading.Tasks;
using Azure.Core;
using Azure.Identity;

namespace MailboxImportExport.Authentication;

/// <summary>
/// Asks the user once, when the connection is made. From then on tokens are renewed silently or not at all: a browser that opens
/// in the middle of a run would wait for nobody.
/// </summary>
internal sealed class UserCredential(TokenCredential inner, Func<TokenRequestContext, CancellationToken, Task<AuthenticationRecord>> authenticate) : TokenCredential
{
    private bool _hasSignedIn;

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        => throw new NotSupportedException("Tokens are taken asynchronously only.");

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        if (!_hasSignedIn)
        {
            await authenticate(requestContext, cancellationToken).ConfigureAwait(false);
            _hasSignedIn = true;
        }

        return await inner.GetTokenAsync(requestContext, cancellationToken).ConfigureAwait(false);
    }
}

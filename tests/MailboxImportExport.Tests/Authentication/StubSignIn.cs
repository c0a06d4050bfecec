using System;
using System.Threading;
using System.Threading.Tasks;
using Azure.Core;
using MailboxImportExport.Authentication;

namespace MailboxImportExport.Tests.Authentication;

/// <summary>A way to sign in whose tokens a test makes.</summary>
internal sealed record StubSignIn(Func<TokenRequestContext, CancellationToken, Task<AccessToken>> MakeToken) : SignIn
{
    private int _credentials;
    private int _requests;

    public override string AuthType => "Stub";

    /// <summary>How many credentials were made.</summary>
    public int Credentials => Volatile.Read(ref _credentials);

    /// <summary>How many tokens were asked for.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public override TokenCredential CreateCredential(CredentialContext context)
    {
        Interlocked.Increment(ref _credentials);
        return new Credential(this);
    }

    private sealed class Credential(StubSignIn signIn) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
            => throw new NotSupportedException();

        public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref signIn._requests);
            return await signIn.MakeToken(requestContext, cancellationToken);
        }
    }
}

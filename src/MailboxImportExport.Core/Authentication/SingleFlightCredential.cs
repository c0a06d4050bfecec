using System;
using System.Threading;
using System.Threading.Tasks;
using Azure.Core;
using MailboxImportExport.Model;

namespace MailboxImportExport.Authentication;

/// <summary>
/// One gate in front of a credential: Azure.Identity sends one token request for each caller of a cold cache, and a
/// connection has many lanes. Also the place where its failures become ours and where the claims of the last token are kept.
/// </summary>
internal sealed class SingleFlightCredential(SignIn signIn, CredentialContext context) : TokenCredential, IDisposable
{
    // Azure.Identity renews five minutes before the end; a token that is nearer to it must go through.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    // A token that cannot be renewed is good for its last minutes all the same, up to about now.
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(30);

    // Each attempt to sign in takes some seconds, and all calls wait for it.
    private static readonly TimeSpan BetweenRenewals = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly SignInFailures _failures = new(signIn, context.Cloud);
    private volatile TokenCredential? _inner;
    private volatile Held? _held;

    /// <summary>Claims of the token in use; who was signed in is known also after the connection was closed.</summary>
    public AccessTokenClaims? Claims { get; private set; }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        => throw new NotSupportedException("Tokens are taken asynchronously only.");

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Held? before = _held;
        if (Serves(before, requestContext))
        {
            return before!.Token;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Somebody else may have fetched one while this caller waited; with claims, only a newer one than the refused serves.
            Held? now = _held;
            if (Serves(now, requestContext) || (requestContext.Claims is not null && !ReferenceEquals(now, before) && now is not null))
            {
                return now!.Token;
            }

            return await FetchAsync(requestContext, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Forgets a token that the service refused, and with it the credential, whose own cache would hand out the same one again.
    /// </summary>
    public void Forget(string refusedToken)
    {
        if (_held?.Token.Token == refusedToken)
        {
            _held = null;

            // A person would be asked again, in the middle of a run; what the credential still has must do.
            _inner = signIn.IsUser ? _inner : null;
        }
    }

    public void Dispose()
    {
        _held = null;
        _inner = null;
        _gate.Dispose();
        context.Dispose();
    }

    private bool Serves(Held? held, TokenRequestContext request)
        => held is not null
            && (request.Claims is null || request.Claims == held.Claims)
            && held.Token.ExpiresOn - (held.RenewAt > context.Time.GetUtcNow() ? LastMoment : Margin) > context.Time.GetUtcNow();

    private async Task<AccessToken> FetchAsync(TokenRequestContext request, CancellationToken cancellationToken)
    {
        try
        {
            TokenCredential credential = _inner ??= signIn.CreateCredential(context);
            AccessToken token = await credential.GetTokenAsync(request, cancellationToken).ConfigureAwait(false);
            Claims = AccessTokenClaims.Read(token.Token);
            _held = new Held(token, request.Claims);
            return token;
        }
        catch (Exception e) when (e is not MailboxImportExportException && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            if (request.Claims is null && _held is Held held && held.Token.ExpiresOn - LastMoment > context.Time.GetUtcNow())
            {
                _held = held with { RenewAt = context.Time.GetUtcNow() + BetweenRenewals };
                return held.Token;
            }

            // A cancellation that nobody asked for is how a time-out of the sign-in arrives.
            throw _failures.Translate(e);
        }
    }

    // With the claims it was asked for: calls that were under way with the token before it are refused with the same ones, later than the
    // first of them, and this token answers them all.
    private sealed record Held(AccessToken Token, string? Claims)
    {
        /// <summary>Before that it is not asked for a new one again.</summary>
        public DateTimeOffset RenewAt { get; init; }
    }
}

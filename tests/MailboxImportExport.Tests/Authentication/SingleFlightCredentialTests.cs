using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Azure.Core;
using MailboxImportExport.Authentication;
using MailboxImportExport.Model;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Authentication;

public sealed class SingleFlightCredentialTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);
    private static readonly TokenRequestContext Plain = new(["scope"]);
    private static readonly TokenRequestContext WithClaims = new(["scope"], claims: "{\"access_token\":{}}");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ConcurrentQueue<string> _made = new();

    [Fact]
    public async Task AsksOnceWhenFiftyCallersFindTheCacheCold()
    {
        TaskCompletionSource<AccessToken> answer = new();
        StubSignIn signIn = new((_, _) => answer.Task);
        using SingleFlightCredential credential = Create(signIn);
        Task<AccessToken>[] callers = [.. Enumerable.Range(0, 50).Select(_ => Task.Run(() => credential.GetTokenAsync(Plain, CancellationToken.None).AsTask()))];

        answer.SetResult(Token());
        AccessToken[] tokens = await Task.WhenAll(callers).WaitAsync(Guard);

        signIn.Requests.ShouldBe(1);
        tokens.Select(static t => t.Token).Distinct().ShouldBe(_made);
    }

    [Fact]
    public async Task KeepsATokenUntilFiveMinutesBeforeItsEnd()
    {
        StubSignIn signIn = Issuing();
        using SingleFlightCredential credential = Create(signIn);
        await credential.GetTokenAsync(Plain, CancellationToken.None);

        _time.Advance(TimeSpan.FromMinutes(54.9));
        await credential.GetTokenAsync(Plain, CancellationToken.None);
        signIn.Requests.ShouldBe(1);
        _time.Advance(TimeSpan.FromMinutes(0.2));
        await credential.GetTokenAsync(Plain, CancellationToken.None);

        signIn.Requests.ShouldBe(2);
        signIn.Credentials.ShouldBe(1);
    }

    [Fact]
    public async Task AsksWithANewCredentialWhenItsTokenWasRefused()
    {
        StubSignIn signIn = Issuing();
        using SingleFlightCredential credential = Create(signIn);
        AccessToken refused = await credential.GetTokenAsync(Plain, CancellationToken.None);

        credential.Forget(refused.Token);
        AccessToken next = await credential.GetTokenAsync(Plain, CancellationToken.None);

        next.Token.ShouldNotBe(refused.Token);
        signIn.Credentials.ShouldBe(2);
    }

    [Fact]
    public async Task KeepsTheTokenWhenAnOlderOneIsReportedAsRefused()
    {
        StubSignIn signIn = Issuing();
        using SingleFlightCredential credential = Create(signIn);
        AccessToken old = await credential.GetTokenAsync(Plain, CancellationToken.None);
        credential.Forget(old.Token);
        AccessToken fresh = await credential.GetTokenAsync(Plain, CancellationToken.None);

        credential.Forget(old.Token);

        (await credential.GetTokenAsync(Plain, CancellationToken.None)).Token.ShouldBe(fresh.Token);
        signIn.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task PassesClaimsOnWhenTheServiceAsksForThem()
    {
        ConcurrentQueue<string?> claims = new();
        StubSignIn signIn = new((request, _) =>
        {
            claims.Enqueue(request.Claims);
            return Task.FromResult(Token());
        });
        using SingleFlightCredential credential = Create(signIn);
        AccessToken before = await credential.GetTokenAsync(Plain, CancellationToken.None);

        AccessToken after = await credential.GetTokenAsync(WithClaims, CancellationToken.None);

        claims.ShouldBe([null, WithClaims.Claims]);
        after.Token.ShouldNotBe(before.Token);
        (await credential.GetTokenAsync(Plain, CancellationToken.None)).Token.ShouldBe(after.Token);
    }

    [Fact]
    public async Task AsksOnceWhenSeveralCallersAnswerTheSameClaims()
    {
        TaskCompletionSource<AccessToken> answer = new();
        bool isCold = true;
        StubSignIn signIn = new((_, _) => isCold ? Task.FromResult(Token()) : answer.Task);
        using SingleFlightCredential credential = Create(signIn);
        await credential.GetTokenAsync(Plain, CancellationToken.None);
        isCold = false;
        ValueTask<AccessToken>[] callers = [.. Enumerable.Range(0, 10).Select(_ => credential.GetTokenAsync(WithClaims, CancellationToken.None))];

        answer.SetResult(Token());
        foreach (ValueTask<AccessToken> caller in callers)
        {
            await caller.AsTask().WaitAsync(Guard);
        }

        signIn.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task AsksOnceWhenACallerComesLaterWithTheClaimsThatWereAnswered()
    {
        StubSignIn signIn = Issuing();
        using SingleFlightCredential credential = Create(signIn);
        await credential.GetTokenAsync(Plain, CancellationToken.None);
        AccessToken first = await credential.GetTokenAsync(WithClaims, CancellationToken.None);

        AccessToken second = await credential.GetTokenAsync(WithClaims, CancellationToken.None);

        second.Token.ShouldBe(first.Token);
        signIn.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task AsksAgainForTheSameClaimsWhenTheTokenWithThemWasRefused()
    {
        StubSignIn signIn = Issuing();
        using SingleFlightCredential credential = Create(signIn);
        AccessToken refused = await credential.GetTokenAsync(WithClaims, CancellationToken.None);

        credential.Forget(refused.Token);

        (await credential.GetTokenAsync(WithClaims, CancellationToken.None)).Token.ShouldNotBe(refused.Token);
    }

    [Fact]
    public async Task LetsTheNextCallerAskWhenTheFirstWasCancelled()
    {
        using CancellationTokenSource cancel = new();
        TaskCompletionSource asked = new();
        StubSignIn signIn = new(async (_, token) =>
        {
            if (asked.TrySetResult())
            {
                await Task.Delay(Timeout.Infinite, token);
            }

            return Token();
        });
        using SingleFlightCredential credential = Create(signIn);
        Task<AccessToken> first = credential.GetTokenAsync(Plain, cancel.Token).AsTask();
        await asked.Task.WaitAsync(Guard);
        Task<AccessToken> second = credential.GetTokenAsync(Plain, CancellationToken.None).AsTask();

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => first.WaitAsync(Guard));
        (await second.WaitAsync(Guard)).Token.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task FailsToSignInWhenTheSignInTimesOut()
    {
        StubSignIn signIn = new(static (_, _) => throw new TaskCanceledException("The operation was cancelled because it exceeded the configured timeout."));
        using SingleFlightCredential credential = Create(signIn);

        MailboxImportExportException thrown = await Should.ThrowAsync<MailboxImportExportException>(() => credential.GetTokenAsync(Plain, CancellationToken.None).AsTask());

        thrown.Kind.ShouldBe(FailureKind.SignInFailed);
        thrown.Message.ShouldContain("timeout");
    }

    [Fact]
    public async Task ShowsTheClaimsOfTheTokenInUse()
    {
        using SingleFlightCredential credential = Create(Issuing());
        credential.Claims.ShouldBeNull();

        await credential.GetTokenAsync(Plain, CancellationToken.None);

        credential.Claims!.Identity.AppName.ShouldBe("App 1");
        credential.Claims.Expires.ShouldBe(_time.GetUtcNow().AddHours(1));
    }

    [Fact]
    public async Task GivesNoTokenWhenItWasDisposed()
    {
        StubSignIn signIn = Issuing();
        SingleFlightCredential credential = Create(signIn);
        await credential.GetTokenAsync(Plain, CancellationToken.None);

        credential.Dispose();

        await Should.ThrowAsync<ObjectDisposedException>(() => credential.GetTokenAsync(Plain, CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task StillKnowsWhoWasSignedInWhenItWasDisposed()
    {
        SingleFlightCredential credential = Create(Issuing());
        await credential.GetTokenAsync(Plain, CancellationToken.None);

        credential.Dispose();

        credential.Claims.ShouldNotBeNull();
    }

    [Fact]
    public async Task GoesOnWithTheTokenThatItHasWhenItCannotBeRenewed()
    {
        bool isDown = false;
        StubSignIn signIn = new((_, _) => isDown ? throw new InvalidOperationException("The sign-in host cannot be reached.") : Task.FromResult(Token()));
        using SingleFlightCredential credential = Create(signIn);
        string first = (await credential.GetTokenAsync(Plain, CancellationToken.None)).Token;
        isDown = true;
        _time.Advance(TimeSpan.FromMinutes(56));

        (await credential.GetTokenAsync(Plain, CancellationToken.None)).Token.ShouldBe(first);
        (await credential.GetTokenAsync(Plain, CancellationToken.None)).Token.ShouldBe(first);

        // All calls wait for each attempt.
        signIn.Requests.ShouldBe(2);
        _time.Advance(TimeSpan.FromSeconds(31));
        (await credential.GetTokenAsync(Plain, CancellationToken.None)).Token.ShouldBe(first);
        signIn.Requests.ShouldBe(3);
        _time.Advance(TimeSpan.FromMinutes(3));
        await Should.ThrowAsync<MailboxImportExportException>(() => credential.GetTokenAsync(Plain, CancellationToken.None).AsTask());
        isDown = false;
        (await credential.GetTokenAsync(Plain, CancellationToken.None)).Token.ShouldNotBe(first);
    }

    private SingleFlightCredential Create(StubSignIn signIn) => new(signIn, new CredentialContext(Cloud.Global, _time, ProxySettings.System));

    private StubSignIn Issuing() => new((_, _) => Task.FromResult(Token()));

    private AccessToken Token()
    {
        DateTimeOffset expires = _time.GetUtcNow().AddHours(1);
        string token = TokenText.Of(new { tid = Guid.Empty, app_displayname = $"App {_made.Count + 1}", exp = expires.ToUnixTimeSeconds() });
        _made.Enqueue(token);
        return new AccessToken(token, expires);
    }
}

using System;
using System.Threading;
using System.Threading.Tasks;
using Azure.Core;
using MailboxImportExport.Authentication;
using MailboxImportExport.Model;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Authentication;

public sealed class FixedTokenCredentialTests
{
    private static readonly TokenRequestContext Request = new(["scope"]);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task GivesTheTokenUntilItsEndAndThenSaysSo()
    {
        DateTimeOffset end = _time.GetUtcNow().AddMinutes(10);
        string token = TokenText.Of(new { exp = end.ToUnixTimeSeconds() });
        using SingleFlightCredential credential = Create(token);

        (await credential.GetTokenAsync(Request, CancellationToken.None)).Token.ShouldBe(token);
        _time.Advance(TimeSpan.FromMinutes(9.99));
        (await credential.GetTokenAsync(Request, CancellationToken.None)).Token.ShouldBe(token);
        _time.Advance(TimeSpan.FromMinutes(0.01));
        MailboxImportExportException thrown = await Should.ThrowAsync<MailboxImportExportException>(() => credential.GetTokenAsync(Request, CancellationToken.None).AsTask());

        thrown.Kind.ShouldBe(FailureKind.TokenExpired);
        thrown.Message.ShouldContain("2026-05-01 12:10:00 UTC");
    }

    [Fact]
    public async Task GivesTheTokenForGoodWhenItNamesNoEnd()
    {
        using SingleFlightCredential credential = Create(TokenText.Of(new { tid = "t" }));
        _time.Advance(TimeSpan.FromDays(3650));

        (await credential.GetTokenAsync(Request, CancellationToken.None)).Token.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task SaysThatItIsNoTokenWhenItIsNone()
    {
        using SingleFlightCredential credential = Create("hunter2");

        MailboxImportExportException thrown = await Should.ThrowAsync<MailboxImportExportException>(() => credential.GetTokenAsync(Request, CancellationToken.None).AsTask());

        thrown.Kind.ShouldBe(FailureKind.TokenInvalid);
        thrown.ToString().ShouldNotContain("hunter2");
    }

    private SingleFlightCredential Create(string token)
        => new(new AccessTokenSignIn { Token = SecureText.Of(token) }, new CredentialContext(Cloud.Global, _time, ProxySettings.System));
}

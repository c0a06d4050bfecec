using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Azure.Core;
using MailboxImportExport.Graph.Import;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Http;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Authentication;

/// <summary>What happens on the wire when the service does not like a token.</summary>
public sealed class TokenRenewalTests
{
    private const CallKind Kind = CallKind.CreateImportSession;

    [Fact]
    public async Task RenewsTheTokenOnceWhenTheServiceRefusesIt()
    {
        StubSignIn? signIn = null;
        await using ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync(signIn: server => signIn = Issuing(server));
        ScriptedAnswer.Graph(401, "InvalidAuthenticationToken").To(sandbox.Gates, Kind);

        await OpenSessionAsync(sandbox);

        signIn!.Requests.ShouldBe(2);
        sandbox.Requests.Of(Kind).Select(static r => r.Status).ShouldBe([401, 200]);
        sandbox.Requests.Of(Kind).Select(static r => r.Headers["Authorization"]).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task GivesUpWhenTheServiceRefusesAFreshToken()
    {
        StubSignIn? signIn = null;
        await using ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync(signIn: server => signIn = Issuing(server));
        ScriptedAnswer.Graph(401, "InvalidAuthenticationToken").To(sandbox.Gates, Kind, times: 5);

        MailboxServiceException thrown = await Should.ThrowAsync<MailboxServiceException>(() => OpenSessionAsync(sandbox));

        thrown.Kind.ShouldBe(FailureKind.TokenRefused);
        sandbox.Requests.Count(Kind).ShouldBe(2);
    }

    [Fact]
    public async Task AnswersAChallengeWithANewTokenWhenTheServiceWantsClaims()
    {
        ConcurrentQueue<string?> claims = new();
        await using ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync(signIn: server => new StubSignIn((request, _) =>
        {
            claims.Enqueue(request.Claims);
            return Task.FromResult(new AccessToken(server.IssueToken(server.BuiltInApplication), DateTimeOffset.UtcNow.AddHours(1)));
        }));
        string wanted = "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1\"}}}";
        string challenge = $"Bearer realm=\"\", error=\"insufficient_claims\", claims=\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(wanted))}\"";
        ScriptedAnswer.Graph(401, "InvalidAuthenticationToken", ("WWW-Authenticate", challenge)).To(sandbox.Gates, Kind);

        await OpenSessionAsync(sandbox);

        claims.ShouldBe([null, wanted]);
        sandbox.Requests.Of(Kind).Select(static r => r.Status).ShouldBe([401, 200]);
        sandbox.Requests.Of(Kind)[1].Body.ShouldBe("{}");
    }

    private static StubSignIn Issuing(SandboxServer server)
        => new((_, _) => Task.FromResult(new AccessToken(server.IssueToken(server.BuiltInApplication), DateTimeOffset.UtcNow.AddHours(1))));

    private static Task<MailboxImportSession> OpenSessionAsync(ConnectedSandbox sandbox)
        => new ImportSessionRequests(sandbox.Connection, sandbox.Log).CreateAsync(sandbox.Mailbox(ConnectedSandbox.Chika).Id, CancellationToken.None);
}

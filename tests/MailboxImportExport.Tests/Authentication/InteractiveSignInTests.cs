using System;
using System.Threading;
using System.Threading.Tasks;
using System.Web;
using Azure.Core;
using MailboxImportExport.Authentication;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Identity;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Authentication;

/// <summary>Sign-in of a user in the browser: up to the moment when it is opened, and from where it sends the user back.</summary>
[Collection(nameof(InteractiveSignInTests))]
[CollectionDefinition(nameof(InteractiveSignInTests), DisableParallelization = true)]
public sealed class InteractiveSignInTests : IAsyncLifetime
{
    private const string Adele = "adele@contoso.example";

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private SandboxServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || OperatingSystem.IsMacOS(), "The browser is opened in another way there.");
        _server = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);
        _server.SignIns.User = _server.Tenant.User(Adele);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    [Fact]
    public async Task GetsATokenOfTheUserWhenSheHasSignedIn()
    {
        using BrowserStandIn browser = new();

        Task<AccessToken> token = TokenAsync();
        Uri opened = await browser.SignInAsync().WaitAsync(Guard);

        Jwt.Parse((await token.WaitAsync(Guard)).Token)!.Claim("upn").ShouldBe(Adele);
        System.Collections.Specialized.NameValueCollection query = HttpUtility.ParseQueryString(opened.Query);
        query["code_challenge_method"].ShouldBe("S256");
        query["code_challenge"].ShouldNotBeNullOrEmpty();
        query["login_hint"].ShouldBe(Adele);
        query["redirect_uri"]!.ShouldStartWith("http://localhost");
    }

    [Fact]
    public async Task SaysWhyWhenTheUserDeclines()
    {
        using BrowserStandIn browser = new();
        _server.SignIns.Refuse(65004);

        Task<AccessToken> token = TokenAsync();
        await browser.SignInAsync().WaitAsync(Guard);

        MailboxImportExportException failure = await Should.ThrowAsync<MailboxImportExportException>(() => token.WaitAsync(Guard));
        failure.Message.ShouldContain("AADSTS65004");
        failure.NextStep.ShouldNotBeNullOrEmpty();
    }

    private async Task<AccessToken> TokenAsync()
    {
        Cloud cloud = ConnectedSandbox.CloudOf(_server);
        InteractiveSignIn signIn = new() { TenantId = _server.Tenant.Id.ToString(), ClientId = _server.BuiltInApplication.ClientId.ToString(), LoginHint = Adele };
        using SingleFlightCredential credential = new(signIn, new CredentialContext(cloud, TimeProvider.System, ProxySettings.System));
        return await credential.GetTokenAsync(new TokenRequestContext([cloud.Scope], isCaeEnabled: true), CancellationToken.None);
    }
}

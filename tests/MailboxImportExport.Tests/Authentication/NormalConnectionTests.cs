using System;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using Azure.Identity;
using MailboxImportExport.Authentication;
using MailboxImportExport.Model;
using MailboxImportExport.Tests.Sandbox;
using MailboxImportExport.Transport;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Authentication;

/// <summary>A connection that was not made with -Sandbox reaches nothing on this computer, whoever asks it to.</summary>
public sealed class NormalConnectionTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private readonly SandboxClient _sandbox = fixture.Client;

    [Theory]
    [InlineData("Global")]
    [InlineData("USGov")]
    [InlineData("USGovDoD")]
    [InlineData("China")]
    public void KnowsNoLoopbackHostAndTrustsNoCertificateOfItsOwn(string name)
    {
        Cloud cloud = Cloud.Named(name);

        cloud.LoginEndpoint.IsLoopback.ShouldBeFalse();
        cloud.GraphEndpoint.IsLoopback.ShouldBeFalse();
        cloud.ImportHosts.ShouldAllBe(static host => !new Uri("https://" + host).IsLoopback);
        cloud.PinnedCertificate.ShouldBeNull();
    }

    [Fact]
    public void SignsInAtItsCloudWhateverAuthorityWasSetBefore()
    {
        using CredentialContext context = new(Cloud.Global, TimeProvider.System, ProxySettings.System);

        ClientSecretCredentialOptions options = context.Configure(new ClientSecretCredentialOptions { AuthorityHost = _sandbox.Server.Uri });

        options.AuthorityHost.ShouldBe(new Uri("https://login.microsoftonline.com"));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("export")]
    [InlineData("import")]
    public async Task StopsARequestForALoopbackHostBeforeItLeaves(string client)
    {
        int before = _sandbox.Server.Requests.All.Count;
        AccessTokenSignIn signIn = new() { Token = SecureText.Of(_sandbox.Token!) };
        using SingleFlightCredential credential = new(signIn, new CredentialContext(Cloud.Global, TimeProvider.System, ProxySettings.System));
        using GraphPipeline pipeline = GraphPipeline.Create(Cloud.Global, credential, TimeProvider.System, ProxySettings.System);
        (HttpClient http, Uri address) = client switch
        {
            "json" => (pipeline.Json, _sandbox.Server.Uri),
            "export" => (pipeline.Export, _sandbox.Server.Uri),
            _ => (pipeline.Import, _sandbox.Server.ImportUri),
        };

        MailboxImportExportException refusal = await Should.ThrowAsync<MailboxImportExportException>(() => http.GetAsync(new Uri(address, "beta/me")));

        refusal.Kind.ShouldBe(FailureKind.HostNotAllowed);
        refusal.Target.ShouldBe("127.0.0.1");
        _sandbox.Server.Requests.All.Skip(before).ShouldBeEmpty();
    }
}

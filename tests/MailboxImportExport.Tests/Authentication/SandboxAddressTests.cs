using System;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Authentication;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Authentication;

public sealed class SandboxAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:7443")]
    [InlineData("https://localhost:7443")]
    [InlineData("https://192.168.1.1:7443")]
    [InlineData("https://graph.microsoft.com")]
    [InlineData("https://127.0.0.1.evil.example:7443")]
    [InlineData("https://evil.example/127.0.0.1")]
    [InlineData("https://[::ffff:8.8.8.8]:7443")]
    [InlineData("127.0.0.1:7443")]
    [InlineData("")]
    public void RefusesAnAddressWhenItIsNoLiteralLoopbackAddress(string address)
        => Should.Throw<MailboxImportExportException>(() => SandboxAddress.Find(address, "AB")).Kind.ShouldBe(FailureKind.SandboxNotFound);

    [Theory]
    [InlineData("https://127.0.0.1:7443", "https://127.0.0.1:7443/")]
    [InlineData("https://127.0.0.1:7443/some/path?x=y", "https://127.0.0.1:7443/")]
    [InlineData("https://[::1]:7443", "https://[::1]:7443/")]
    public void TakesALiteralLoopbackAddress(string address, string uri)
        => SandboxAddress.Find(address, "ab:cd ef").ShouldSatisfyAllConditions(
            found => found.Uri.AbsoluteUri.ShouldBe(uri),
            found => found.CertificateSha256.ShouldBe("ABCDEF"));

    [Fact]
    public void SaysThatNothingIsThereWhenNoSandboxHasAnnouncedItself()
        => Should.Throw<MailboxImportExportException>(() => SandboxAddress.Find("https://127.0.0.1:9", null)).Kind.ShouldBe(FailureKind.SandboxNotFound);

    [Fact]
    public async Task ReadsWhatASandboxAnnounces()
    {
        await using SandboxServer server = await SandboxServer.StartAsync(new SandboxOptions { PublishAddress = true }, CancellationToken.None);

        SandboxAddress found = SandboxAddress.Find(server.Uri.GetLeftPart(UriPartial.Authority), null);

        found.CertificateSha256.ShouldBe(server.CertificateSha256);
        found.TenantId.ShouldBe(server.Tenant.Id.ToString());
        found.ClientId.ShouldBe(server.BuiltInApplication.ClientId.ToString());
        found.ClientSecret.ShouldBe(server.BuiltInApplication.Secrets[0].Value);
    }

    [Fact]
    public async Task TakesTheGivenThumbprintWhenTheSandboxAnnouncesAnother()
    {
        await using SandboxServer server = await SandboxServer.StartAsync(new SandboxOptions { PublishAddress = true }, CancellationToken.None);

        SandboxAddress found = SandboxAddress.Find(server.Uri.GetLeftPart(UriPartial.Authority), new string('a', 64));

        found.CertificateSha256.ShouldBe(new string('A', 64));
        found.ClientId.ShouldNotBeNull();
    }
}

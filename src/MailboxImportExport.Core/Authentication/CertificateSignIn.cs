using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Identity;

namespace MailboxImportExport.Authentication;

/// <summary>An application with a certificate whose private key signs an assertion.</summary>
internal sealed record CertificateSignIn : SignIn
{
    public override string AuthType => "Certificate";

    public required X509Certificate2 Certificate { get; init; }

    public override TokenCredential CreateCredential(CredentialContext context) => new ClientCertificateCredential(
        TenantId,
        ClientId,
        Certificate,
        context.Configure(new ClientCertificateCredentialOptions { DisableInstanceDiscovery = context.Cloud.IsSandbox }));
}

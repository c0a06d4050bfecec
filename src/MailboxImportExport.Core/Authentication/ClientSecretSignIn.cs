using System.Security;
using Azure.Core;
using Azure.Identity;

namespace MailboxImportExport.Authentication;

/// <summary>An application with a client secret.</summary>
internal sealed record ClientSecretSignIn : SignIn
{
    public override string AuthType => "ClientSecret";

    public required SecureString Secret { get; init; }

    public override TokenCredential CreateCredential(CredentialContext context) => new ClientSecretCredential(
        TenantId,
        ClientId,
        Secret.Reveal(),
        context.Configure(new ClientSecretCredentialOptions { DisableInstanceDiscovery = context.Cloud.IsSandbox }));
}

using Azure.Core;
using Azure.Identity;

namespace MailboxImportExport.Authentication;

/// <summary>An application that proves itself by the token of another issuer, which a file holds: Kubernetes, GitHub Actions, other clouds.</summary>
internal sealed record WorkloadIdentitySignIn : SignIn
{
    public override string AuthType => "WorkloadIdentity";

    /// <summary>Full path of the file; it is read again when its token has to be renewed.</summary>
    public required string TokenFile { get; init; }

    public override TokenCredential CreateCredential(CredentialContext context) => new WorkloadIdentityCredential(context.Configure(new WorkloadIdentityCredentialOptions
    {
        TenantId = TenantId,
        ClientId = ClientId,
        TokenFilePath = TokenFile,
        DisableInstanceDiscovery = context.Cloud.IsSandbox,
    }));
}

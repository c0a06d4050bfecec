using Azure.Core;
using Azure.Identity;

namespace MailboxImportExport.Authentication;

/// <summary>
/// The identity that Azure gives a runbook, a function or a virtual machine: the system-assigned one, or, when
/// <see cref="SignIn.ClientId"/> is set, a user-assigned one. Azure.Identity finds the endpoint in the environment of the process.
/// </summary>
internal sealed record ManagedIdentitySignIn : SignIn
{
    public override string AuthType => "ManagedIdentity";

    public override TokenCredential CreateCredential(CredentialContext context)
    {
        ManagedIdentityId id = ClientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(ClientId);
        return new ManagedIdentityCredential(context.Configure(new ManagedIdentityCredentialOptions(id)));
    }
}

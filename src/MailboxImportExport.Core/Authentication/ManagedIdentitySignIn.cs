using System;
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
        ManagedIdentityCredentialOptions options = context.Configure(new ManagedIdentityCredentialOptions(id));
        bool isEndpointNamed = IsSet("IDENTITY_ENDPOINT") || IsSet("MSI_ENDPOINT");
        options.RetryPolicy = new ManagedIdentityRetry(isEndpointNamed);
        if (!isEndpointNamed)
        {
            options.Retry.NetworkTimeout = ManagedIdentityRetry.AnswerTimeout;
        }

        return new ManagedIdentityCredential(options);
    }

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}

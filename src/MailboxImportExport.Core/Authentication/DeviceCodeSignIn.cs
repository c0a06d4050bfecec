using System;
using System.Threading.Tasks;
using Azure.Core;
using Azure.Identity;

namespace MailboxImportExport.Authentication;

/// <summary>A user who types a code into a browser elsewhere. Many tenants block this way because it can be phished.</summary>
internal sealed record DeviceCodeSignIn : SignIn
{
    public override string AuthType => "DeviceCode";

    public override bool IsUser => true;

    /// <summary>Shows the user where to go and what to type.</summary>
    public required Action<string> Show { get; init; }

    public override TokenCredential CreateCredential(CredentialContext context)
    {
        DeviceCodeCredentialOptions options = context.Configure(new DeviceCodeCredentialOptions
        {
            ClientId = ClientId,
            TenantId = TenantId,
            DisableAutomaticAuthentication = true,
            DisableInstanceDiscovery = context.Cloud.IsSandbox,
            DeviceCodeCallback = (code, _) =>
            {
                Show(code.Message);
                return Task.CompletedTask;
            },
        });
        DeviceCodeCredential credential = new(options);
        return new UserCredential(credential, credential.AuthenticateAsync);
    }
}

using System;
using Azure.Core;
using Azure.Identity;

namespace MailboxImportExport.Authentication;

/// <summary>A user in the system's browser: authorization code with PKCE, answered on a loopback address.</summary>
/// <remarks>Never the broker of the operating system: its native part belongs to the whole process, and other modules bring their own.</remarks>
internal sealed record InteractiveSignIn : SignIn
{
    public override string AuthType => "Interactive";

    public override bool IsUser => true;

    /// <summary>The user to begin with, or null.</summary>
    public string? LoginHint { get; init; }

    public override TokenCredential CreateCredential(CredentialContext context)
    {
        InteractiveBrowserCredentialOptions options = context.Configure(new InteractiveBrowserCredentialOptions
        {
            ClientId = ClientId,
            TenantId = TenantId,
            LoginHint = LoginHint,
            RedirectUri = new Uri("http://localhost"),
            DisableAutomaticAuthentication = true,
            DisableInstanceDiscovery = context.Cloud.IsSandbox,
        });
        InteractiveBrowserCredential credential = new(options);
        return new UserCredential(credential, credential.AuthenticateAsync);
    }
}

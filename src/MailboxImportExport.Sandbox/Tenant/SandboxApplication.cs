using System;
using System.Collections.Generic;
using System.Security.Cryptography.X509Certificates;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>A registered application with its credentials.</summary>
internal sealed class SandboxApplication(Guid clientId, Guid objectId, string name) : ServicePrincipal(clientId, objectId, name)
{
    public IReadOnlyList<ClientSecret> Secrets { get; set; } = [];

    /// <summary>Who else may vouch for the application.</summary>
    public IReadOnlyList<FederatedCredential> FederatedCredentials { get; set; } = [];

    /// <summary>Whether it may sign users in without proving itself, as a program on a user's machine cannot.</summary>
    public bool IsPublicClient { get; set; }

    /// <summary>Where browsers may go back to.</summary>
    public IReadOnlyList<string> RedirectUris { get; set; } = [];

    /// <summary>What it may do for users.</summary>
    public IReadOnlyList<DelegatedGrant> DelegatedGrants { get; set; } = [];

    /// <summary>Certificates whose private keys prove the application; only their public parts are needed here.</summary>
    public IReadOnlyList<X509Certificate2> Certificates { get; set; } = [];
}

using System;
using System.Collections.Generic;
using System.Security.Cryptography.X509Certificates;
using System.Threading;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>A registered application with its credentials.</summary>
internal sealed class SandboxApplication(Guid clientId, Guid objectId, string name) : ServicePrincipal(clientId, objectId, name)
{
    private int _looks;

    /// <summary>The object id of the registration; the principal in the tenant has another.</summary>
    public Guid RegistrationId { get; init; } = Guid.NewGuid();

    /// <summary>Whether it is in the tenant, and not only registered: without that it cannot sign in.</summary>
    public bool HasPrincipal { get; set; } = true;

    public IReadOnlyList<ClientSecret> Secrets { get; set; } = [];

    /// <summary>Who else may vouch for the application.</summary>
    public IReadOnlyList<FederatedCredential> FederatedCredentials { get; set; } = [];

    /// <summary>Whether it may sign users in without proving itself, as a program on a user's machine cannot.</summary>
    public bool IsPublicClient { get; set; }

    /// <summary>Where browsers may go back to.</summary>
    public IReadOnlyList<string> RedirectUris { get; set; } = [];

    /// <summary>Where browsers may go back to that are used with a web site.</summary>
    public IReadOnlyList<string> WebRedirectUris { get; set; } = [];

    /// <summary>Which accounts it is for.</summary>
    public string SignInAudience { get; set; } = "AzureADMyOrg";

    public string? Description { get; set; }

    public string? Notes { get; set; }

    public IReadOnlyList<string> Tags { get; set; } = [];

    public IReadOnlyList<string> IdentifierUris { get; set; } = [];

    /// <summary>What it says it needs.</summary>
    public IReadOnlyList<RequiredAccess> RequiredAccess { get; set; } = [];

    /// <summary>How many times the directory will still answer as if the application were not there.</summary>
    public int UnseenFor { get; init; }

    /// <summary>What it may do for users.</summary>
    public IReadOnlyList<DelegatedGrant> DelegatedGrants { get; set; } = [];

    /// <summary>Certificates whose private keys prove the application; only their public parts are needed here.</summary>
    public IReadOnlyList<X509Certificate2> Certificates { get; set; } = [];

    /// <summary>Looks for the application in the directory, which may not have heard of it yet.</summary>
    public bool IsSeen() => Interlocked.Increment(ref _looks) > UnseenFor;
}

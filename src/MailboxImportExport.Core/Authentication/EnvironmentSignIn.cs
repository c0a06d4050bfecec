using System;
using Azure.Core;
using Azure.Identity;

namespace MailboxImportExport.Authentication;

/// <summary>
/// What the environment variables of Azure.Identity say: AZURE_TENANT_ID and AZURE_CLIENT_ID with AZURE_CLIENT_SECRET,
/// AZURE_CLIENT_CERTIFICATE_PATH or AZURE_FEDERATED_TOKEN_FILE.
/// </summary>
/// <remarks>Azure SDK for .NET documentation, "Azure.Identity.EnvironmentCredential" and "WorkloadIdentityCredential".</remarks>
internal sealed record EnvironmentSignIn : SignIn
{
    private EnvironmentSignIn()
    {
    }

    public override string AuthType => "EnvironmentVariable";

    private string? TokenFile { get; init; }

    /// <summary>Reads the variables that say who signs in.</summary>
    public static EnvironmentSignIn Read()
    {
        string? tenant = Variable("AZURE_TENANT_ID");
        string? client = Variable("AZURE_CLIENT_ID");
        string? tokenFile = Variable("AZURE_FEDERATED_TOKEN_FILE");
        bool hasProof = tokenFile is not null || Variable("AZURE_CLIENT_SECRET") is not null || Variable("AZURE_CLIENT_CERTIFICATE_PATH") is not null;
        return tenant is not null && client is not null && hasProof
            ? new EnvironmentSignIn { TenantId = tenant, ClientId = client, TokenFile = tokenFile }
            : throw Errors.EnvironmentVariablesMissing();
    }

    public override TokenCredential CreateCredential(CredentialContext context) => TokenFile is not null
        ? new WorkloadIdentitySignIn { TenantId = TenantId, ClientId = ClientId, TokenFile = TokenFile }.CreateCredential(context)
        : new EnvironmentCredential(context.Configure(new EnvironmentCredentialOptions { DisableInstanceDiscovery = context.Cloud.IsSandbox }));

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

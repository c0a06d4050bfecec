using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Directory;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Access;

/// <summary>Registers an application, brings it into the tenant and consents to its permissions.</summary>
internal sealed class RegisterApp(GraphConnection connection, IRunLog log)
{
    private readonly DirectoryRequests _directory = new(connection, log);

    /// <param name="displayName">Name of the application.</param>
    /// <param name="permissions">Application permissions.</param>
    /// <param name="certificate">A certificate; only its public part is sent. Null for none.</param>
    /// <param name="force">Whether another application of the same name may be registered.</param>
    /// <param name="cancellationToken">Ends the work; what is done so far stays.</param>
    public async Task<MailboxImportExportApp> RunAsync(
        string displayName,
        IReadOnlyList<string> permissions,
        X509Certificate2? certificate,
        bool force,
        CancellationToken cancellationToken)
    {
        // Everything that can be refused is asked before anything is made.
        OfferedPermissions offered = await _directory.GetOfferedAsync(cancellationToken).ConfigureAwait(false);
        Guid[] roles = [.. permissions.Select(p => offered.Find(p, delegated: false)?.Id ?? throw Errors.PermissionNotOffered(p))];
        IReadOnlyList<ApplicationJson> present = await _directory.FindApplicationsAsync(displayName, cancellationToken).ConfigureAwait(false);
        if (present.Count > 0 && !force)
        {
            throw Errors.ApplicationExists(displayName, present[0].AppId);
        }

        ApplicationJson application = await _directory.CreateApplicationAsync(Body(displayName, roles, certificate), cancellationToken).ConfigureAwait(false);
        string clientId = application.AppId ?? throw Errors.AnswerInvalid("the new application has no id.");
        log.Verbose($"Registered '{displayName}' as {clientId}.");
        ServicePrincipalJson principal = await _directory.CreatePrincipalAsync(clientId, cancellationToken).ConfigureAwait(false);
        string principalId = principal.Id ?? throw Errors.AnswerInvalid("the new service principal has no id.");
        for (int i = 0; i < roles.Length; i++)
        {
            await _directory.AssignRoleAsync(principalId, offered, roles[i], permissions[i], cancellationToken).ConfigureAwait(false);
            log.Verbose($"Consented to {permissions[i]}.");
        }

        return new MailboxImportExportApp
        {
            DisplayName = displayName,
            ClientId = clientId,
            TenantId = connection.Identity.TenantId,
            ApplicationObjectId = application.Id ?? throw Errors.AnswerInvalid("the new application has no object id."),
            ServicePrincipalId = principalId,
            Permissions = new TextList(permissions),
            CertificateThumbprint = certificate?.Thumbprint,
        };
    }

    private static ApplicationJson Body(string displayName, IReadOnlyList<Guid> roles, X509Certificate2? certificate) => new()
    {
        DisplayName = displayName,
        SignInAudience = "AzureADMyOrg",
        Notes = "Registered by Register-MailboxImportExportApp.",
        RequiredResourceAccess = [new RequiredResourceJson(DirectoryRequests.GraphAppId, [.. roles.Select(static r => new ResourceAccessJson(r, "Role"))])],
        KeyCredentials = certificate is null ? null : [Credential(certificate)],
    };

    // RawData is the certificate as it is published: the private key is not in it.
    private static KeyCredentialJson Credential(X509Certificate2 certificate) => new()
    {
        Type = "AsymmetricX509Cert",
        Usage = "Verify",
        DisplayName = certificate.Subject,
        Key = Convert.ToBase64String(certificate.RawData),
    };
}

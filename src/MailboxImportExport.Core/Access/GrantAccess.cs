using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Directory;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Access;

/// <summary>Gives application permissions to what is in the tenant already: an application or a managed identity.</summary>
internal sealed class GrantAccess(GraphConnection connection, IRunLog log)
{
    private readonly DirectoryRequests _directory = new(connection, log);
    private OfferedPermissions? _offered;

    /// <summary>Finds a principal by client id, object id or name.</summary>
    public async Task<ServicePrincipalJson> FindAsync(string identity, CancellationToken cancellationToken)
    {
        bool isId = Guid.TryParse(identity, out Guid id);
        IReadOnlyList<ServicePrincipalJson> found = await _directory.FindPrincipalsAsync(isId ? "appId" : "displayName", identity, cancellationToken).ConfigureAwait(false);
        return (found.Count, isId) switch
        {
            (1, _) => found[0],
            (0, true) => await _directory.GetPrincipalAsync(id, cancellationToken).ConfigureAwait(false),
            (0, false) => throw Errors.PrincipalNotFound(identity),
            _ => throw Errors.PrincipalAmbiguous(identity, found.Select(static p => p.AppId)),
        };
    }

    /// <summary>Gives one permission.</summary>
    public async Task<MailboxImportExportGrant> RunAsync(ServicePrincipalJson principal, string permission, CancellationToken cancellationToken)
    {
        _offered ??= await _directory.GetOfferedAsync(cancellationToken).ConfigureAwait(false);
        Guid role = _offered.Find(permission, delegated: false)?.Id ?? throw Errors.PermissionNotOffered(permission);
        string id = principal.Id ?? throw Errors.AnswerInvalid("the service principal has no id.");
        IReadOnlyCollection<Guid> present = await _directory.GetRolesAsync(id, _offered, cancellationToken).ConfigureAwait(false);
        bool isNew = !present.Contains(role) && await _directory.AssignRoleAsync(id, _offered, role, permission, cancellationToken).ConfigureAwait(false);
        return new MailboxImportExportGrant
        {
            DisplayName = principal.DisplayName ?? id,
            ClientId = principal.AppId ?? string.Empty,
            ServicePrincipalId = id,
            Permission = permission,
            RoleId = role,
            WasGranted = !isNew,
        };
    }
}

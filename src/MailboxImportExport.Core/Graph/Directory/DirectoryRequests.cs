using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Directory;

/// <summary>The calls on applications and service principals.</summary>
/// <remarks>
/// Microsoft Graph documentation, "Create application", "Create servicePrincipal", "Grant an appRoleAssignment for a service principal".
/// All of them are in v1.0 and are sent there, whatever the connection was told.
/// </remarks>
internal sealed class DirectoryRequests(GraphConnection connection, IRunLog log)
{
    private const string Version = "v1.0";
    private const string GraphAppId = "00000003-0000-0000-c000-000000000000";

    /// <summary>What Microsoft Graph offers in this tenant.</summary>
    public async Task<OfferedPermissions> GetOfferedAsync(CancellationToken cancellationToken)
    {
        string address = $"servicePrincipals(appId='{GraphAppId}')" + new ODataQuery().Add("select", "id,appId,appRoles,oauth2PermissionScopes");
        GraphCall call = Call(HttpMethod.Get, address, "reading the permissions that Microsoft Graph offers", "Microsoft Graph");
        return new OfferedPermissions(await connection.Client.SendAsync(call, GraphJson.Default.ServicePrincipalJson, log, cancellationToken).ConfigureAwait(false));
    }

    private static GraphCall Call(HttpMethod method, string address, string doing, string target) => new()
    {
        Method = method,
        Address = address,
        Version = Version,
        Doing = doing,
        Target = target,
        NotFound = FailureKind.ApplicationNotFound,
        IsAboutMailbox = false,
    };
}

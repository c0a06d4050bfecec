using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;
using MailboxImportExport.Transport;

namespace MailboxImportExport.Graph.Directory;

/// <summary>The calls on applications and service principals.</summary>
/// <remarks>
/// Microsoft Graph documentation, "Create application", "Create servicePrincipal", "Grant an appRoleAssignment for a service principal".
/// All of them are in v1.0 and are sent there, whatever the connection was told.
/// </remarks>
internal sealed class DirectoryRequests(GraphConnection connection, IRunLog log)
{
    /// <summary>Microsoft Graph as an application, in all tenants.</summary>
    public const string GraphAppId = "00000003-0000-0000-c000-000000000000";

    private const string Version = "v1.0";
    private const string PrincipalFields = "id,appId,displayName,servicePrincipalType";

    /// <summary>What Microsoft Graph offers in this tenant.</summary>
    public async Task<OfferedPermissions> GetOfferedAsync(CancellationToken cancellationToken)
    {
        string address = $"servicePrincipals(appId='{GraphAppId}')" + new ODataQuery().Add("select", "id,appId,appRoles,oauth2PermissionScopes");
        GraphCall call = Call(HttpMethod.Get, address, "reading the permissions that Microsoft Graph offers", "Microsoft Graph");
        return new OfferedPermissions(await connection.Client.SendAsync(call, GraphJson.Default.ServicePrincipalJson, log, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Service principals of which a property has a value.</summary>
    public async Task<IReadOnlyList<ServicePrincipalJson>> FindPrincipalsAsync(string property, string value, CancellationToken cancellationToken)
    {
        string address = "servicePrincipals" + new ODataQuery().Add("select", PrincipalFields).Add("filter", $"{property} eq {Quoted(value)}");
        PageJson<ServicePrincipalJson> page = await connection.Client
            .SendAsync(Call(HttpMethod.Get, address, "looking for the service principal", value), GraphJson.Default.PageJsonServicePrincipalJson, log, cancellationToken)
            .ConfigureAwait(false);
        return page.Value ?? [];
    }

    /// <summary>A service principal by its object id.</summary>
    public Task<ServicePrincipalJson> GetPrincipalAsync(Guid id, CancellationToken cancellationToken) => connection.Client.SendAsync(
        Call(HttpMethod.Get, $"servicePrincipals/{id:D}" + new ODataQuery().Add("select", PrincipalFields), "looking for the service principal", id.ToString("D")),
        GraphJson.Default.ServicePrincipalJson,
        log,
        cancellationToken);

    /// <summary>Applications of a name.</summary>
    public async Task<IReadOnlyList<ApplicationJson>> FindApplicationsAsync(string displayName, CancellationToken cancellationToken)
    {
        string address = "applications" + new ODataQuery().Add("select", "id,appId,displayName").Add("filter", $"displayName eq {Quoted(displayName)}");
        PageJson<ApplicationJson> page = await connection.Client
            .SendAsync(Call(HttpMethod.Get, address, "looking for applications of that name", displayName), GraphJson.Default.PageJsonApplicationJson, log, cancellationToken)
            .ConfigureAwait(false);
        return page.Value ?? [];
    }

    /// <summary>Registers an application.</summary>
    public Task<ApplicationJson> CreateApplicationAsync(ApplicationJson application, CancellationToken cancellationToken) => connection.Client.SendAsync(
        Call(HttpMethod.Post, "applications", "registering the application", application.DisplayName!) with
        {
            MakeBody = () => JsonSerializer.SerializeToUtf8Bytes(application, GraphJson.Default.ApplicationJson),
            Repeat = Repeat.WhenRefused,
        },
        GraphJson.Default.ApplicationJson,
        log,
        cancellationToken);

    /// <summary>Brings an application into the tenant; one that was registered a moment ago is not seen everywhere yet.</summary>
    public async Task<ServicePrincipalJson> CreatePrincipalAsync(string appId, CancellationToken cancellationToken)
    {
        GraphCall call = Call(HttpMethod.Post, "servicePrincipals", "creating the service principal", appId) with
        {
            MakeBody = () => JsonSerializer.SerializeToUtf8Bytes(new NewPrincipalJson(appId), GraphJson.Default.NewPrincipalJson),
            Repeat = Repeat.UntilSeen,
        };
        try
        {
            return await connection.Client.SendAsync(call, GraphJson.Default.ServicePrincipalJson, log, cancellationToken).ConfigureAwait(false);
        }
        catch (MailboxServiceException e) when (e.StatusCode == 409 || e.ServiceCode == "Request_MultipleObjectsWithSameKeyValue")
        {
            // The answer to an earlier attempt was lost, or the tenant makes principals by itself.
            IReadOnlyList<ServicePrincipalJson> found = await FindPrincipalsAsync("appId", appId, cancellationToken).ConfigureAwait(false);
            if (found.Count != 1)
            {
                throw;
            }

            return found[0];
        }
    }

    /// <summary>The application roles that a principal has of Microsoft Graph.</summary>
    public async Task<IReadOnlyCollection<Guid>> GetRolesAsync(string principalId, OfferedPermissions offered, CancellationToken cancellationToken)
    {
        HashSet<Guid> roles = [];
        string? next = $"servicePrincipals/{principalId}/appRoleAssignments";
        while (next is not null)
        {
            GraphCall call = Call(HttpMethod.Get, next, "reading what the application was given", principalId) with { Repeat = Repeat.UntilSeen };
            PageJson<RoleAssignmentJson> page = await connection.Client.SendAsync(call, GraphJson.Default.PageJsonRoleAssignmentJson, log, cancellationToken).ConfigureAwait(false);
            foreach (RoleAssignmentJson assignment in page.Value ?? [])
            {
                if (assignment.AppRoleId is Guid role && string.Equals(assignment.ResourceId, offered.GraphObjectId, StringComparison.OrdinalIgnoreCase))
                {
                    roles.Add(role);
                }
            }

            next = page.NextLink != next ? page.NextLink : throw Errors.AnswerInvalid("the list of roles does not end.");
        }

        return roles;
    }

    /// <summary>Gives a principal an application role of Microsoft Graph, which is the consent of the administrator.</summary>
    /// <returns>Whether it was not there before.</returns>
    public async Task<bool> AssignRoleAsync(string principalId, OfferedPermissions offered, Guid role, string permission, CancellationToken cancellationToken)
    {
        RoleAssignmentJson assignment = new() { PrincipalId = principalId, ResourceId = offered.GraphObjectId, AppRoleId = role };
        GraphCall call = Call(HttpMethod.Post, $"servicePrincipals/{principalId}/appRoleAssignments", $"giving the application {permission}", permission) with
        {
            MakeBody = () => JsonSerializer.SerializeToUtf8Bytes(assignment, GraphJson.Default.RoleAssignmentJson),
            Repeat = Repeat.UntilSeen,
        };
        try
        {
            await connection.Client.SendAsync(call, log, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (MailboxServiceException e) when (e.StatusCode == 400 && e.ServiceMessage?.IndexOf("already exists", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            return false;
        }
    }

    // Within quotes of OData a quote is written twice.
    private static string Quoted(string value) => $"'{value.Replace("'", "''")}'";

    private static GraphCall Call(HttpMethod method, string address, string doing, string target) => new()
    {
        Method = method,
        Address = address,
        Version = Version,
        Doing = doing,
        Target = target,
        NotFound = FailureKind.PrincipalNotFound,
        IsAboutMailbox = false,
    };
}

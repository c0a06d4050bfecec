using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.OData;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Directory;

/// <summary>
/// appRoleAssignments of a principal and appRoleAssignedTo of Microsoft Graph: two sides of the same thing, the roles that stand in the tokens of
/// an application or a managed identity.
/// </summary>
internal static class RoleAssignmentEndpoints
{
    private static readonly Dictionary<string, FilterField<JsonObject>> Fields = new()
    {
        ["resourceId"] = DirectoryAnswer.Id("resourceId"),
        ["principalId"] = DirectoryAnswer.Id("principalId"),
        ["appRoleId"] = DirectoryAnswer.Id("appRoleId"),
        ["principalDisplayName"] = DirectoryAnswer.Text("principalDisplayName"),
    };

    public static Task ListAsync(CallContext call)
    {
        AccessControl.RequireOnDirectory(call);
        SandboxTenant tenant = call.Sandbox.Tenant;
        IEnumerable<ServicePrincipal> principals = IsOfPrincipal(call)
            ? [DirectoryObjects.Principal(call)]
            : DirectoryObjects.PrincipalOrGraph(call) is null ? tenant.Principals : [];
        IEnumerable<JsonObject> all = principals.SelectMany(principal => Roles(tenant, principal).Select(role => Show(tenant, principal, role)));
        return DirectoryAnswer.WriteListAsync(call, Context(call), all, Fields);
    }

    public static async Task CreateAsync(CallContext call)
    {
        AccessControl.RequireOnDirectory(call);
        RoleAssignmentBody body = await JsonBody.ReadAsync<RoleAssignmentBody>(call);
        SandboxTenant tenant = call.Sandbox.Tenant;
        RequireSameAsPath(call, body);
        if (body.ResourceId != tenant.Permissions.GraphObjectId)
        {
            throw DirectoryObjects.NotFound(body.ResourceId.ToString("D"));
        }

        ServicePrincipal principal = tenant.Principals.FirstOrDefault(principal => principal.ObjectId == body.PrincipalId)
            ?? throw DirectoryObjects.NotFound(body.PrincipalId.ToString("D"));
        GraphPermission role = tenant.Permissions.FindRole(body.AppRoleId)
            ?? throw Invalid("Permission being assigned was not found on application 'Microsoft Graph'.");
        if (principal.Roles.Contains(role.Value))
        {
            throw Invalid("Permission being assigned already exists on the object");
        }

        principal.Roles = [.. principal.Roles, role.Value];
        await DirectoryAnswer.WriteAsync(call, 201, $"{Context(call)}/$entity", Show(tenant, principal, role));
    }

    public static Task DeleteAsync(CallContext call)
    {
        AccessControl.RequireOnDirectory(call);
        SandboxTenant tenant = call.Sandbox.Tenant;
        string id = call.Values["assignment"];
        foreach (ServicePrincipal principal in IsOfPrincipal(call) ? [DirectoryObjects.Principal(call)] : tenant.Principals)
        {
            if (Roles(tenant, principal).FirstOrDefault(role => Id(principal, role) == id) is GraphPermission role)
            {
                principal.Roles = [.. principal.Roles.Where(value => value != role.Value)];
                return call.AnswerEmptyAsync();
            }
        }

        throw DirectoryObjects.NotFound(id);
    }

    /// <summary>Whether the call looks from the side of the one who has the roles.</summary>
    private static bool IsOfPrincipal(CallContext call) => call.Route!.Pattern.Contains("appRoleAssignments", StringComparison.Ordinal);

    private static string Context(CallContext call)
        => $"servicePrincipals('{call.Values["principal"]}')/{(IsOfPrincipal(call) ? "appRoleAssignments" : "appRoleAssignedTo")}";

    private static void RequireSameAsPath(CallContext call, RoleAssignmentBody body)
    {
        Guid named = DirectoryObjects.PrincipalOrGraph(call)?.ObjectId ?? call.Sandbox.Tenant.Permissions.GraphObjectId;
        if (named != (IsOfPrincipal(call) ? body.PrincipalId : body.ResourceId))
        {
            throw Invalid("The ids in the body do not belong to the object in the path.");
        }
    }

    private static IEnumerable<GraphPermission> Roles(SandboxTenant tenant, ServicePrincipal principal)
        => principal.Roles.Select(tenant.Permissions.FindRole).OfType<GraphPermission>();

    private static JsonObject Show(SandboxTenant tenant, ServicePrincipal principal, GraphPermission role) => new()
    {
        ["id"] = Id(principal, role),
        ["deletedDateTime"] = null,
        ["appRoleId"] = role.Id.ToString("D"),
        ["createdDateTime"] = DirectoryTime.Text(principal.Created),
        ["principalDisplayName"] = principal.Name,
        ["principalId"] = principal.ObjectId.ToString("D"),
        ["principalType"] = "ServicePrincipal",
        ["resourceDisplayName"] = "Microsoft Graph",
        ["resourceId"] = tenant.Permissions.GraphObjectId.ToString("D"),
    };

    private static string Id(ServicePrincipal principal, GraphPermission role)
        => Base64Url.EncodeToString([.. principal.ObjectId.ToByteArray(), .. SHA256.HashData(role.Id.ToByteArray())[..16]]);

    private static GraphError Invalid(string message) => new(400, "Request_BadRequest", message);
}

/// <summary>A role to be given.</summary>
internal sealed record RoleAssignmentBody(Guid PrincipalId, Guid ResourceId, Guid AppRoleId);

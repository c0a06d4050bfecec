using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using MailboxImportExport.Sandbox.OData;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Directory;

/// <summary>Service principals as the directory shows them.</summary>
internal static class ServicePrincipalView
{
    /// <summary>What service principals can be filtered by.</summary>
    public static readonly IReadOnlyDictionary<string, FilterField<JsonObject>> Fields = new Dictionary<string, FilterField<JsonObject>>
    {
        ["id"] = DirectoryAnswer.Text("id"),
        ["appId"] = DirectoryAnswer.Text("appId"),
        ["displayName"] = DirectoryAnswer.Text("displayName"),
        ["servicePrincipalType"] = DirectoryAnswer.Text("servicePrincipalType"),
    };

    public static JsonObject Show(SandboxTenant tenant, ServicePrincipal principal) => new()
    {
        ["id"] = principal.ObjectId.ToString("D"),
        ["deletedDateTime"] = null,
        ["accountEnabled"] = true,
        ["appDisplayName"] = principal.Name,
        ["appId"] = principal.ClientId.ToString("D"),
        ["appOwnerOrganizationId"] = principal is SandboxApplication ? tenant.Id.ToString("D") : null,
        ["appRoleAssignmentRequired"] = false,
        ["displayName"] = principal.Name,
        ["servicePrincipalNames"] = new JsonArray(principal.ClientId.ToString("D")),
        ["servicePrincipalType"] = principal is ManagedIdentity ? "ManagedIdentity" : "Application",
        ["appRoles"] = new JsonArray(),
        ["oauth2PermissionScopes"] = new JsonArray(),
    };

    /// <summary>Microsoft Graph itself, with everything it offers.</summary>
    public static JsonObject ShowGraph(SandboxTenant tenant) => new()
    {
        ["id"] = tenant.Permissions.GraphObjectId.ToString("D"),
        ["deletedDateTime"] = null,
        ["accountEnabled"] = true,
        ["appDisplayName"] = "Microsoft Graph",
        ["appId"] = PermissionCatalog.GraphAppId.ToString("D"),
        ["appOwnerOrganizationId"] = "f8cdef31-a31e-4b4a-93e4-5f571e91255a",
        ["appRoleAssignmentRequired"] = false,
        ["displayName"] = "Microsoft Graph",
        ["servicePrincipalNames"] = new JsonArray("https://graph.microsoft.com", PermissionCatalog.GraphAppId.ToString("D")),
        ["servicePrincipalType"] = "Application",
        ["appRoles"] = new JsonArray([.. Offered(tenant, forApplications: true).Select(Role)]),
        ["oauth2PermissionScopes"] = new JsonArray([.. Offered(tenant, forApplications: false).Select(Scope)]),
    };

    private static IEnumerable<GraphPermission> Offered(SandboxTenant tenant, bool forApplications)
        => tenant.Permissions.All.Where(permission => permission.IsForApplications == forApplications);

    private static JsonObject Role(GraphPermission permission) => new()
    {
        ["allowedMemberTypes"] = new JsonArray("Application"),
        ["description"] = $"Allows the app to use {permission.Value} without a signed-in user.",
        ["displayName"] = permission.Value,
        ["id"] = permission.Id.ToString("D"),
        ["isEnabled"] = true,
        ["origin"] = "Application",
        ["value"] = permission.Value,
    };

    private static JsonObject Scope(GraphPermission permission) => new()
    {
        ["adminConsentDescription"] = $"Allows the app to use {permission.Value} on behalf of the signed-in user.",
        ["adminConsentDisplayName"] = permission.Value,
        ["id"] = permission.Id.ToString("D"),
        ["isEnabled"] = true,
        ["type"] = permission.NeedsAdministrator ? "Admin" : "User",
        ["userConsentDescription"] = $"Allows the app to use {permission.Value} on your behalf.",
        ["userConsentDisplayName"] = permission.Value,
        ["value"] = permission.Value,
    };
}

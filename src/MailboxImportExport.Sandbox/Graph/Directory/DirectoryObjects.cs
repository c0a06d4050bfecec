using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Directory;

/// <summary>Finds what a path of the directory names: by object id, or by application id in the form <c>(appId='…')</c>.</summary>
internal static class DirectoryObjects
{
    private const string ByAppId = "appId=";

    public static SandboxApplication Application(CallContext call)
    {
        string key = call.Values["application"];
        SandboxApplication? found = AppId(key) is Guid appId
            ? call.Sandbox.Tenant.Registrations.FirstOrDefault(application => application.ClientId == appId)
            : call.Sandbox.Tenant.Registrations.FirstOrDefault(application => Is(application.RegistrationId, key));

        // The directory has several copies: one that has not heard of a new object answers as if it were not there.
        return found is not null && found.IsSeen() ? found : throw NotFound(key);
    }

    /// <summary>The principal of the path, which may be Microsoft Graph itself: then null.</summary>
    public static ServicePrincipal? PrincipalOrGraph(CallContext call)
    {
        string key = call.Values["principal"];
        PermissionCatalog permissions = call.Sandbox.Tenant.Permissions;
        if (AppId(key) == PermissionCatalog.GraphAppId || Is(permissions.GraphObjectId, key))
        {
            return null;
        }

        IReadOnlyList<ServicePrincipal> principals = call.Sandbox.Tenant.Principals;
        return (AppId(key) is Guid appId
            ? principals.FirstOrDefault(principal => principal.ClientId == appId)
            : principals.FirstOrDefault(principal => Is(principal.ObjectId, key))) ?? throw NotFound(key);
    }

    /// <summary>The principal of the path, which must be able to be given something.</summary>
    public static ServicePrincipal Principal(CallContext call)
        => PrincipalOrGraph(call) ?? throw new GraphError(400, "Request_BadRequest", "Microsoft Graph has no permissions on other services here.");

    public static GraphError NotFound(string key) => new(
        404,
        "Request_ResourceNotFound",
        $"Resource '{key}' does not exist or one of its queried reference-property objects are not present.");

    private static Guid? AppId(string key)
        => key.StartsWith(ByAppId, StringComparison.OrdinalIgnoreCase) && Guid.TryParse(key[ByAppId.Length..], out Guid id) ? id : null;

    private static bool Is(Guid id, string key) => Guid.TryParse(key, out Guid given) && given == id;
}
